import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestValue, pointsOf } from './curve.ts'
import { gradeOf } from './grade.ts'
import { measures } from './ready/measures.ts'
import type { Curve } from './scorecard.ts'
import type { Grade } from './words.ts'

const bands = { healthyFrom: 70, watchFrom: 50, hysteresis: 2 }

test('a line runs between its corners and is flat outside of them', () => {
  const curve = measures.decisionMaker.curve as Curve
  expect([0, 30, 45, 75, 90, 180, 900].map((days) => pointsOf(curve, days))).toEqual([100, 100, 90, 60, 40, 0, 0])
})

test('bands give the points of the highest band reached', () => {
  const curve = measures.escalations.curve as Curve
  expect([0, 1, 2, 3, 4, 9].map((count) => pointsOf(curve, count))).toEqual([100, 40, 15, 15, 0, 0])
})

test('a value of another kind says nothing', () => {
  expect(pointsOf({ shape: 'yes_no', yes: 100, no: 20 }, false)).toBe(20)
  expect(pointsOf({ shape: 'yes_no', yes: 100, no: 20 }, 1)).toBeNull()
  expect(pointsOf({ shape: 'choice', points: { on_time: 100 } }, 'elsewhere')).toBeNull()
  expect(pointsOf(measures.habit.curve as Curve, null)).toBeNull()
})

test('points are whole, within 0 and 100, and the best value earns the most', () => {
  const curves = Object.values(measures).map((one) => one.curve as Curve)
  fc.assert(
    fc.property(fc.constantFrom(...curves), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (curve, value) => {
      const points = pointsOf(curve, value)
      if (points === null) return
      expect(Number.isInteger(points) && points >= 0 && points <= 100).toBe(true)
      expect(pointsOf(curve, bestValue(curve, value))).toBeGreaterThanOrEqual(points)
    }),
  )
})

test('a grade changes beyond a border only, and not back within it', () => {
  expect(gradeOf(bands, 69, 'healthy')).toBe('healthy')
  expect(gradeOf(bands, 67, 'healthy')).toBe('watch')
  expect(gradeOf(bands, 71, 'watch')).toBe('watch')
  expect(gradeOf(bands, 72, 'watch')).toBe('healthy')
  expect(gradeOf(bands, 51, 'risk')).toBe('risk')
  expect(gradeOf(bands, 90, 'risk')).toBe('healthy')
  expect(gradeOf(bands, 70, 'unknown')).toBe('healthy')
})

test('a score that moves by less than the hysteresis never flickers between two grades', () => {
  const grade = fc.constantFrom<Grade>('healthy', 'watch', 'risk')
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      grade,
      fc.array(fc.integer({ min: -1, max: 1 })),
      (at, start, moves) => {
        const settledGrade = gradeOf(bands, at, start)
        const seen = new Set<Grade>([settledGrade])
        let now = settledGrade
        for (const move of moves) {
          now = gradeOf(bands, at + move, now)
          seen.add(now)
        }
        // One change to the right side is allowed; coming back is not.
        expect(seen.size).toBeLessThanOrEqual(2)
        expect(gradeOf(bands, at + (moves.at(-1) ?? 0), now)).toBe(now)
      },
    ),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import type { Draft } from '../draft.ts'
import { dear } from '../ready/dear.ts'
import { drawsFrom } from './draws.ts'
import { type PointsThen, sharesOf, suggestWeights, withShares } from './weights.ts'

const start = day('2023-01-31')

/**
 * 240 customers over a year and a half: the first measure tells losses twice as well as the second, the third only repeats the
 * first with noise, the fourth is noise, and the fifth points the wrong way. A quarter of the points is missing.
 */
function company(months = 18, seed = 4): PointsThen[] {
  const draw = drawsFrom(seed)
  const near = (value: number, noise: number) => Math.round(Math.min(100, Math.max(0, value + (draw() - 0.5) * noise)))
  return Array.from({ length: 240 }, (_, account) => {
    const leavesIn = account % 3 === 0 ? 3 + Math.floor(draw() * (months - 3)) : null
    return Array.from({ length: months }, (__, month): PointsThen[] => {
      if (leavesIn !== null && month >= leavesIn) return []
      const lost = leavesIn !== null && month >= leavesIn - 3
      const first = near(lost ? 40 : 60, 60)
      const points = [first, near(lost ? 50 : 60, 60), near(first, 60), near(50, 80), near(lost ? 60 : 45, 60)]
      const known = points.map((one) => (draw() < 0.25 ? null : one))
      return [{ day: addDays(start, 30 * month), account, lost, points: known }]
    }).flat()
  })
    .flat()
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

test('measures weigh as they tell losses; what points the wrong way or adds nothing weighs nothing, and it is said why', () => {
  const { found, missing } = suggestWeights(company(), 90)
  const [first, second, , noise, wrong] = found!.shares as [number, number, number, number, number]
  expect(missing).toBe(0)
  expect(first).toBeGreaterThan(1.15 * second)
  expect(noise).toBeLessThan(0.1)
  expect(wrong).toBe(0)
  expect(found!.reasons[4]).toBe('wrong')
  expect(found!.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  expect(found!.to < found!.judgedFrom).toBe(true)
})

test('the late months, by which weights are judged, have no part in them', () => {
  const rows = company()
  const { found } = suggestWeights(rows, 90)
  const turned = rows.map((row) =>
    row.day < found!.judgedFrom ? row : { ...row, points: row.points.map((own) => (own === null ? null : 100 - own)) },
  )
  expect(suggestWeights(turned, 90).found).toEqual(found)
})

test('too few losses, or too short a time, give no weights', () => {
  const rows = company()
  const few = rows.filter(({ account }) => account < 12 || account % 3 !== 0)
  expect(suggestWeights(few, 90)).toMatchObject({ found: null })
  expect(suggestWeights(few, 90).missing).toBeGreaterThan(5)
  expect(suggestWeights(company(6), 90).found).toBeNull()
  expect(suggestWeights([], 90).found).toBeNull()
})

test('shares become weights of a card and come out as shares again; what has none is left out', () => {
  const { key: _, ...draft }: Draft & { key: string } = dear
  const size = sharesOf(draft).length
  expect(sharesOf(draft).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  const some = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: size, maxLength: size })
  fc.assert(
    fc.property(some, (parts) => {
      const total = parts.reduce((sum, part) => sum + part, 0)
      fc.pre(total > 0)
      const shares = parts.map((part) => part / total)
      const told = withShares(draft, shares)
      const kept = shares.filter((share) => share > 0)
      const again = sharesOf(told)
      expect(again.length).toBe(kept.length)
      again.forEach((share, at) => expect(Math.abs(share - kept[at]!)).toBeLessThan(0.03))
      expect(told.dimensions.every(({ measures }) => measures.length > 0)).toBe(true)
    }),
  )
})

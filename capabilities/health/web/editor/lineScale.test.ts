import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainOf, newCorner, placed, stepOf } from './lineScale.ts'

const corners = fc
  .uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 6 })
  .map((places) => places.sort((a, b) => a - b).map((at, i) => ({ at, points: (i * 37) % 101 })))

test('wherever a corner is dragged, the line stays in order and within 0 and 100 points', () => {
  const to = fc.record({ at: fc.integer({ min: -900, max: 900 }), points: fc.integer({ min: -200, max: 300 }) })
  fc.assert(
    fc.property(corners, fc.nat(), to, fc.boolean(), (line, n, target, whole) => {
      const index = n % line.length
      const moved = placed(line, index, target, stepOf(domainOf(line), whole))
      const after = line.with(index, moved)
      for (let i = 1; i < after.length; i++) expect(after[i]!.at).toBeGreaterThan(after[i - 1]!.at)
      expect(moved.points).toBeGreaterThanOrEqual(0)
      expect(moved.points).toBeLessThanOrEqual(100)
    }),
  )
})

test('a new corner lies between two others', () => {
  fc.assert(
    fc.property(corners, (line) => {
      const { index, at, points } = newCorner(line)
      const after = line.toSpliced(index, 0, { at, points })
      for (let i = 1; i < after.length; i++) expect(after[i]!.at).toBeGreaterThan(after[i - 1]!.at)
    }),
  )
})

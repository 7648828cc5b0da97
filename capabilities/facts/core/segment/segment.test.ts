import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Axis, keyFor, memberOf, movesBetween, segmentsAt, type Stay, withMoves } from './segment.ts'
import { cramersV, varianceExplained } from './separation.ts'

const label = { ja: '', en: '' }
const axesOf = fc
  .array(fc.record({ exclusive: fc.boolean(), size: fc.integer({ min: 0, max: 5 }) }), { maxLength: 4 })
  .map((axes) =>
    axes.map(({ exclusive, size }, at): Axis => {
      const segments = Array.from({ length: size }, (_, i) => {
        const key = `a${at}s${i}`
        return { id: key, key, label, kind: 'live' as const, condition: '' }
      })
      return { id: `a${at}`, label, exclusive, segments }
    }),
  )

test('an account is in at most one segment of an exclusive axis, the first that takes it, and in all of any other', () => {
  fc.assert(
    fc.property(axesOf, fc.func(fc.boolean()), (axes, takes) => {
      const keys = memberOf(axes, (segment) => takes(segment.key))
      for (const axis of axes) {
        const taking = axis.segments.filter((segment) => takes(segment.key)).map((segment) => segment.key)
        const own = keys.filter((key) => axis.segments.some((segment) => segment.key === key))
        expect(own).toEqual(axis.exclusive ? taking.slice(0, 1) : taking)
      }
    }),
  )
})

test('replaying the stays of an account answers, for every moment, the segments it was in then', () => {
  const sight = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
  fc.assert(
    fc.property(fc.array(sight, { maxLength: 12 }), (sights) => {
      let stays: Stay[] = []
      sights.forEach((now, at) => (stays = withMoves(stays, movesBetween(sights[at - 1] ?? [], now), at * 10)))
      sights.forEach((now, at) => {
        expect(segmentsAt(stays, at * 10).sort()).toEqual([...now].sort())
        expect(segmentsAt(stays, at * 10 + 9).sort()).toEqual([...now].sort())
      })
    }),
  )
})

test('a key is made of the English name, and never one that is taken', () => {
  expect(keyFor({ ja: '大企業', en: 'Large (1,000+)' }, new Set())).toBe('large_1_000')
  expect(keyFor({ ja: '大企業', en: 'Large' }, new Set(['large', 'large_2']))).toBe('large_3')
  expect(keyFor({ ja: '大企業', en: '大企業' }, new Set(['segment_1']))).toBe('segment_2')
})

test('variance explained is that of the textbook', () => {
  // Three groups of three: 1 2 3, 2 3 4, 5 6 7. SSb = 26, SSw = 6, SSt = 32.
  const groups = [[1, 2, 3], [2, 3, 4], [5, 6, 7]].map((values) => ({
    n: 3,
    sum: values.reduce((a, b) => a + b, 0),
    squares: values.reduce((a, b) => a + b * b, 0),
  })) // biome-ignore format: the groups stand in a line
  const explained = varianceExplained(groups)!
  expect(explained.eta2).toBeCloseTo(26 / 32, 12)
  expect(explained.omega2).toBeCloseTo((26 - 2 * 1) / (32 + 1), 12)
  expect(varianceExplained([{ n: 5, sum: 10, squares: 20 }])).toBeNull()
  expect(
    varianceExplained([
      { n: 2, sum: 4, squares: 8 },
      { n: 2, sum: 4, squares: 8 },
    ]),
  ).toBeNull()
})

test('the strength of an outcome’s tie is that of the textbook, corrected for chance', () => {
  // 2 × 2 with 40/10 and 10/40: χ² = 36, n = 100, φ² = 0.36.
  const v = cramersV([
    { n: 50, yes: 40 },
    { n: 50, yes: 10 },
  ])!
  const phi2 = 0.36 - 1 / 99
  expect(v).toBeCloseTo(Math.sqrt(phi2 / (1 - 1 / 99)), 12)
  expect(
    cramersV([
      { n: 50, yes: 25 },
      { n: 50, yes: 25 },
    ]),
  ).toBe(0)
  expect(
    cramersV([
      { n: 50, yes: 0 },
      { n: 50, yes: 0 },
    ]),
  ).toBeNull()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaUnderCurve } from './auc.ts'
import { compare } from './compare.ts'
import { drawsFrom } from './draws.ts'
import { unsaid } from './points.ts'

/** 240 customers over six months, every third of whom is lost; the more `told`, the better points know of it. */
function company(told: readonly [number, number], seed = 8) {
  const draw = drawsFrom(seed)
  const rows = Array.from({ length: 240 }, (_, account) => {
    const lost = account % 3 === 0
    const hard = draw() * 50 // what both ways of scoring see alike
    return Array.from({ length: 6 }, () => {
      const points = told.map((knows) => Math.round(Math.min(100, 30 + hard + draw() * 12 - (lost ? knows : 0))))
      return { account, lost, points }
    })
  }).flat()
  const followed = {
    account: Int32Array.from(rows, ({ account }) => account),
    lost: Uint8Array.from(rows, ({ lost }) => Number(lost)),
  }
  return { rows, followed, said: [0, 1].map((n) => Uint8Array.from(rows, ({ points }) => points[n]!)) as never }
}

test('the better of two ways is told from chance, though each alone is uncertain', () => {
  const { rows, followed, said } = company([8, 14])
  const { aucs, says, missing, judged } = compare(followed, said, drawsFrom(1))
  expect([says, missing, judged]).toEqual(['second', 0, 1440])
  const plain = areaUnderCurve(rows.map(({ account, lost, points }) => ({ account, lost, risk: -points[1]! })))
  expect(aucs!.second.value).toBeCloseTo(plain, 12)
  expect(aucs!.difference.value).toBeCloseTo(aucs!.second.value - aucs!.first.value, 12)
  // The same customers are hard for both: each interval is wider than that of the difference, and the two overlap.
  expect(aucs!.difference.high - aucs!.difference.low).toBeLessThan((aucs!.first.high - aucs!.first.low) / 2)
  expect(aucs!.second.low).toBeLessThan(aucs!.first.high)
})

test('turned round the better stays the better, and two ways that know as much are seldom told apart', () => {
  const { followed, said } = company([14, 8])
  expect(compare(followed, said, drawsFrom(1)).says).toBe('first')
  const seeds = Array.from({ length: 20 }, (_, n) => 100 + 37 * n)
  const apart = seeds.filter((seed) => {
    const alike = company([10, 10], seed)
    return compare(alike.followed, alike.said, drawsFrom(1), 200).says !== 'neither'
  })
  expect(apart.length).toBeLessThanOrEqual(3) // one in twenty is to be expected
})

test('only judgements of both count, and too few losses give no figure', () => {
  const { followed, said } = company([8, 14])
  const [first, second] = said as unknown as [Uint8Array, Uint8Array]
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 240 }), (from) => {
      const half = second.map((points, row) => (followed.account[row]! >= from ? points : unsaid))
      const found = compare(followed, [first, half], drawsFrom(1), 20)
      expect(found.accounts).toBe(240 - from)
      expect(found.aucs === null).toBe(found.missing > 0)
    }),
    { numRuns: 20 },
  )
})

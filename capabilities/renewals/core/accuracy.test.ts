import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accuracyOf, type Told } from './accuracy.ts'

const told = (chance: number, came: boolean, actual = came ? 100 : 0): Told => ({ chance, amount: 100, came, actual })

test('what was said against what came about, by hand', () => {
  const all = accuracyOf([told(95, true), told(95, true, 120), told(75, false), told(75, true), told(40, false)])!
  expect(all).toMatchObject({ count: 5, right: 80, forecast: 380, actual: 320, error: -15.8 })
  // (0.05² + 0.05² + 0.75² + 0.25² + 0.4²) / 5
  expect(all.brier).toBe(0.158)
  expect(all.calibration).toEqual([
    { from: 90, until: 100, count: 2, came: 100, low: 34.2, high: 100 },
    { from: 70, until: 80, count: 2, came: 50, low: 9.5, high: 90.5 },
    { from: 40, until: 50, count: 1, came: 0, low: 0, high: 79.3 },
  ])
  expect(accuracyOf([])).toBeNull()
})

const some = fc.array(
  fc.record({ chance: fc.nat(100), amount: fc.nat(1e6), came: fc.boolean(), actual: fc.nat(1e6) }),
  {
    minLength: 1,
  },
)

test('every forecast is in one group of the calibration, whose share lies within its interval', () => {
  fc.assert(
    fc.property(some, (all) => {
      const { count, brier, right, calibration } = accuracyOf(all)!
      expect(calibration.reduce((sum, bin) => sum + bin.count, 0)).toBe(count)
      for (const { came, low, high } of calibration) expect([low <= came, came <= high]).toEqual([true, true])
      expect(brier >= 0 && brier <= 1 && right >= 0 && right <= 100).toBe(true)
    }),
  )
})

test('whoever says 0 or 100 and is right has a score of 0', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), (outcomes) => {
      expect(accuracyOf(outcomes.map((came) => told(came ? 100 : 0, came)))).toMatchObject({ brier: 0, right: 100 })
    }),
  )
})

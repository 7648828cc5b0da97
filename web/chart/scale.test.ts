import { expect, test } from 'vitest'
import { axisRoom, linePath, ticks } from './scale.ts'

test('an axis has round steps and reaches the largest value', () => {
  expect(ticks(0, 87)).toEqual([0, 25, 50, 75, 100])
  expect(ticks(0, 3)).toEqual([0, 1, 2, 3])
  expect(ticks(-8, 12, 4)[0]).toBeLessThanOrEqual(-8)
  expect(ticks(0, 0).length).toBeGreaterThan(1)
})

test('a missing value lifts the pen; a value alone is a dot', () => {
  expect(
    linePath(
      [1, 2, null, 4],
      (at) => at,
      (value) => value,
    ),
  ).toBe('M0.0 1.0L1.0 2.0M3.0 4.0h0')
})

test('an axis leaves room for its widest label', () => {
  expect(axisRoom(['0', '50'])).toBe(40)
  expect(axisRoom(['0', '1,000,000'])).toBeGreaterThan(65)
  expect(axisRoom(['123.5万円'])).toBeGreaterThan(axisRoom(['123.50']))
})

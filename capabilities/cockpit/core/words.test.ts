import { expect, test } from 'vitest'
import { isLowPrecision } from './words.ts'

test('a rule is marked when, of enough closed CTAs, fewer than half were of use', () => {
  expect(isLowPrecision({ closed: 9, useful: 0 })).toBe(false)
  expect(isLowPrecision({ closed: 10, useful: 4 })).toBe(true)
  expect(isLowPrecision({ closed: 10, useful: 5 })).toBe(false)
})

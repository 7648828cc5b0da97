import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOfMonths, mostMonths, type ProductSuccess, successIssue, successOf } from './success.ts'

const months = fc.option(fc.integer({ min: 1, max: mostMonths }))

test('two years are 730 days, and more months are more days', () => {
  expect([1, 6, 12, 24].map(daysOfMonths)).toEqual([30, 183, 365, 730])
  fc.assert(fc.property(fc.integer({ min: 1, max: mostMonths }), (n) => daysOfMonths(n + 1) > daysOfMonths(n)))
})

test('a success type brings a light or a deep success, and a deep one takes longer than a light one', () => {
  fc.assert(
    fc.property(months, months, (lightMonths, deepMonths) => {
      const rule = successIssue({ decided: 'early', lightMonths, deepMonths })?.rule
      if (lightMonths === null && deepMonths === null) expect(rule).toBe('success_of_neither')
      else if (lightMonths === null || deepMonths === null) expect(rule).toBeUndefined()
      else expect(rule).toBe(deepMonths > lightMonths ? undefined : 'deep_before_light')
    }),
  )
})

test('an account goes by the first product in their order that it has', () => {
  const type = (product: string): ProductSuccess => ({ product, decided: 'late', lightMonths: 3, deepMonths: null })
  const types = [type('本体'), type('分析')]
  expect(successOf(types, ['分析', '本体'])?.product).toBe('本体')
  expect(successOf(types, ['分析', '導入支援'])?.product).toBe('分析')
  expect(successOf(types, ['導入支援'])).toBeNull()
})

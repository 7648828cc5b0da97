import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOver, sumRates } from './mrr.ts'

test('halves are rounded away from zero, credits too', () => {
  expect(amountOver({ numerator: 1n, denominator: 2n }, 1)).toBe(1)
  expect(amountOver({ numerator: -1n, denominator: 2n }, 1)).toBe(-1)
  expect(amountOver({ numerator: -1n, denominator: 3n }, 1)).toBe(0)
})

const anyPrice = fc.record({ amount: fc.integer({ min: -1e9, max: 1e9 }), months: fc.integer({ min: 1, max: 60 }) })
const ratesOf = (prices: { amount: number; months: number }[]) =>
  prices.map(({ amount, months }) => ({ numerator: BigInt(amount), denominator: BigInt(months) }))

test('the sum does not depend on the order or on how it is split', () => {
  fc.assert(
    fc.property(fc.array(anyPrice, { maxLength: 20 }), fc.nat(20), (prices, at) => {
      const rates = ratesOf(prices)
      const parts = sumRates([sumRates(rates.slice(at)), sumRates(rates.slice(0, at))])
      expect(parts).toEqual(sumRates(rates))
    }),
  )
})

test('MRR is within half a minor unit of the exact figure', () => {
  fc.assert(
    fc.property(fc.array(anyPrice, { maxLength: 20 }), (prices) => {
      const rate = sumRates(ratesOf(prices))
      const off = BigInt(amountOver(rate, 1)) * rate.denominator - rate.numerator
      expect(2n * (off < 0n ? -off : off) <= rate.denominator).toBe(true)
    }),
  )
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { accountRevenue, amountOver, lineRate, type Price, type PricedLine, sumRates } from './mrr.ts'

const today = day('2026-04-01')
const price = (over: Partial<Price> = {}): Price => ({
  startOn: day('2026-01-01'),
  endOn: null,
  amount: 120_000,
  intervalMonths: 12,
  trial: false,
  ...over,
})
const line = (versions: Price[], over: Partial<PricedLine> = {}): PricedLine => ({
  kind: 'recurring',
  currency: 'JPY',
  archived: false,
  coveredUntil: null,
  versions,
  ...over,
})
const reasonOf = (of: PricedLine) => lineRate(of, today, 'JPY').reason

test('a yearly price counts a twelfth of it each month', () => {
  expect(accountRevenue([line([price()])], today, 'JPY')).toEqual({ mrr: 10_000, arr: 120_000 })
})

test('a price that does not divide is kept exact over the year', () => {
  expect(accountRevenue([line([price({ amount: 100_000 })])], today, 'JPY')).toEqual({ mrr: 8333, arr: 100_000 })
  const thirds = [1, 2, 3].map(() => line([price({ amount: 100, intervalMonths: 3 })]))
  expect(accountRevenue(thirds, today, 'JPY')).toEqual({ mrr: 100, arr: 1200 })
})

test('a price holds from its start to the day before its end', () => {
  const ending = line([price({ startOn: day('2026-03-01'), endOn: today })])
  expect(lineRate(ending, addDays(today, -1), 'JPY').reason).toBeNull()
  expect(reasonOf(ending)).toBe('ended')
  expect(lineRate(ending, day('2026-02-28'), 'JPY').reason).toBe('not_started')
  expect(lineRate(ending, day('2026-03-01'), 'JPY').reason).toBeNull()
})

test('what is not counted says why', () => {
  expect(reasonOf(line([price({ trial: true })]))).toBe('trial')
  expect(reasonOf(line([price()], { kind: 'one_time' }))).toBe('one_time')
  expect(reasonOf(line([price()], { currency: 'USD' }))).toBe('other_currency')
  expect(reasonOf(line([price()], { archived: true }))).toBe('archived')
  expect(reasonOf(line([price()], { coveredUntil: today }))).toBe('ended')
  expect(reasonOf(line([]))).toBe('no_price')
})

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

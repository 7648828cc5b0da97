import type { Day } from '#kernel/day.ts'
import { dividedBy } from './fraction.ts'
import type { Discount } from './ledger/line.ts'

/** A price of a line from `startOn` until the day before `endOn` (null: until further notice). `amount` is in minor units per interval. */
export type Price = {
  startOn: Day
  endOn: Day | null
  amount: number
  intervalMonths: number
  intervalUnit: 'day' | 'week' | 'month'
  discount: Discount | null
  trial: boolean
}

/** An exact amount per month: a fraction of minor units. */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint }

const nothing: Rate = { numerator: 0n, denominator: 1n }

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b))

/** The exact sum of rates. */
export function sumRates(rates: readonly Rate[]): Rate {
  return rates.reduce((sum, rate) => {
    const numerator = sum.numerator * rate.denominator + rate.numerator * sum.denominator
    const denominator = sum.denominator * rate.denominator
    const shared = divisor(numerator, denominator)
    return { numerator: numerator / shared, denominator: denominator / shared }
  }, nothing)
}

/** A rate over a number of months in whole minor units, rounded half away from zero: 1 for MRR, 12 for ARR. */
export function amountOver(rate: Rate, months: number): number {
  return Number(dividedBy(rate.numerator * BigInt(months), rate.denominator))
}

/** Whether a price holds on a day: from its start to the day before its end. */
export function holds(price: { startOn: Day; endOn: Day | null }, on: Day): boolean {
  return price.startOn <= on && (price.endOn === null || on < price.endOn)
}

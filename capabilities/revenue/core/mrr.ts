import type { Day } from '#kernel/day.ts'
import { dividedBy } from './fraction.ts'

/** Why a line counts no MRR on a day. */
export const uncountedReasons = [
  'one_time',
  'trial',
  'not_started',
  'ended',
  'other_currency',
  'archived',
  'no_price',
] as const
export type UncountedReason = (typeof uncountedReasons)[number]

/** A price of a line from `startOn` until the day before `endOn` (null: until further notice). `amount` is in minor units per interval. */
export type Price = {
  startOn: Day
  endOn: Day | null
  amount: number
  intervalMonths: number
  trial: boolean
}

/** A line as far as its MRR goes. `coveredUntil` is the first day its contract no longer covers; null: no end. */
export type PricedLine = {
  kind: 'recurring' | 'one_time'
  currency: string
  archived: boolean
  coveredUntil: Day | null
  versions: readonly Price[]
}

/** An exact amount per month: a fraction of minor units. */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint }

export const nothing: Rate = { numerator: 0n, denominator: 1n }

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

/** What a line counts on a day: its recurring price ÷ the months of its interval, or why it counts nothing. */
export type Counted = { rate: Rate; reason: null } | { rate: null; reason: UncountedReason }

const none = (reason: UncountedReason): Counted => ({ rate: null, reason })

/** MRR of a line on a day in the reporting currency, as an exact rate; overlapping prices of one line cannot exist. */
export function lineRate(line: PricedLine, on: Day, currency: string): Counted {
  if (line.archived) return none('archived')
  if (line.kind === 'one_time') return none('one_time')
  if (line.versions.length === 0) return none('no_price')
  const price = line.versions.find((version) => holds(version, on))
  if (!price) return none(line.versions.every((version) => version.startOn > on) ? 'not_started' : 'ended')
  if (line.coveredUntil !== null && line.coveredUntil <= on) return none('ended')
  if (price.trial) return none('trial')
  if (line.currency !== currency) return none('other_currency')
  return { rate: { numerator: BigInt(price.amount), denominator: BigInt(price.intervalMonths) }, reason: null }
}

/** MRR and ARR of an account on a day, minor units of the reporting currency: summed exactly, rounded once. */
export function accountRevenue(lines: readonly PricedLine[], on: Day, currency: string): { mrr: number; arr: number } {
  const rate = sumRates(lines.map((line) => lineRate(line, on, currency).rate ?? nothing))
  return { mrr: amountOver(rate, 1), arr: amountOver(rate, 12) }
}

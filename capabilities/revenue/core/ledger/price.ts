import type { Day } from '#kernel/day.ts'
import type { LedgerConventions } from '../conventions.ts'
import { dividedBy, type Exact, fraction } from '../fraction.ts'
import type { Discount, Interval, LineVersion } from './line.ts'

/** Intervals of a year: 365 days, 52 weeks (ERPClaw, Stripe MRR Reports). */
const perYear = { day: 365n, week: 52n, month: 12n, year: 1n } satisfies Record<Interval['unit'], bigint>

/** What a price per interval comes to per month. */
export function monthly(amount: number, { unit, count }: Interval): Exact {
  return dividedBy(BigInt(amount) * fraction * perYear[unit], 12n * BigInt(count))
}

/** What a version counts per month on a day, with the discounts that count. A trial counts nothing. */
export function monthlyPrice(
  version: Pick<LineVersion, 'amount' | 'interval' | 'trial' | 'discount'>,
  on: Day,
  discounts: LedgerConventions['discounts'],
): Exact {
  return version.trial ? 0n : monthly(version.amount - takenOff(version, on, discounts), version.interval)
}

/** What a discount takes off a price on a day, minor units per interval; 0 where none counts. */
export function takenOff(
  { amount, discount }: Pick<LineVersion, 'amount' | 'discount'>,
  on: Day,
  discounts: LedgerConventions['discounts'],
): number {
  return discount && lowers(discount, on, discounts) ? taken(discount, amount) : 0
}

function lowers({ until }: Discount, on: Day, discounts: LedgerConventions['discounts']): boolean {
  if (discounts === 'none') return false
  return until === null || (discounts === 'all' && on < until)
}

/** What is taken off in whole minor units, as it stands on an invoice. Percents have two decimals at most. */
function taken(discount: Discount, amount: number): number {
  if ('amount' in discount) return discount.amount
  return Number(dividedBy(BigInt(amount) * BigInt(Math.round(discount.percent * 100)), 10_000n))
}

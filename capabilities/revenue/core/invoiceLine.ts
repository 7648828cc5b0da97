import { dividedBy, type Exact } from './fraction.ts'
import type { Interval } from './ledger/line.ts'
import { monthly } from './ledger/price.ts'

/** A stretch of time in milliseconds since 1970 UTC, its end outside. */
export type Stretch = { readonly from: number; readonly to: number }

/** A line of an invoice as billing systems send it: for how much of its period it charges. Amounts in minor units. */
export type InvoiceLine = {
  readonly amount: number
  /** What of the amount is tax. */
  readonly tax: number
  readonly interval: Interval
  /** What is charged for, and the period it is a part of; null: the whole of it. */
  readonly prorated: { readonly service: Stretch; readonly period: Stretch } | null
}

/** MRR that a line of an invoice stands for: without tax, by interval, and as if it were for its whole period (ChartMogul). */
export function mrrOfInvoiceLine({ amount, tax, interval, prorated }: InvoiceLine): Exact {
  const exact = monthly(amount - tax, interval)
  return prorated === null ? exact : dividedBy(exact * length(prorated.period), length(prorated.service))
}

const length = ({ from, to }: Stretch): bigint => BigInt(to - from)

/** What a change of price costs for the rest of a period, in minor units: a credit for the old price, a debit for the new (Stripe). */
export function proration(
  from: number,
  to: number,
  remaining: Stretch,
  period: Stretch,
): { credit: number; debit: number } {
  const share = (amount: number) => Number(dividedBy(BigInt(amount) * length(remaining), length(period)))
  return { credit: -share(from), debit: share(to) }
}

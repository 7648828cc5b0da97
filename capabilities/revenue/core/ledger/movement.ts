import type { Day } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import type { Month } from '../calendar/month.ts'
import type { Exact } from '../fraction.ts'

/** What moves MRR. Upsell and cross-sell are expansion; `fx` and `uncounted` are apart: nothing was bought or given up. */
export const movementKinds = [
  'new',
  'reactivation',
  'upsell',
  'cross_sell',
  'contraction',
  'churn',
  'fx',
  'uncounted',
] as const
export type MovementKind = (typeof movementKinds)[number]

/**
 * What one line version did to MRR. Of lines of one product that take the place of each other on a day, only what they differ
 * by is a movement.
 */
export type Movement = {
  readonly account: string
  readonly on: Day
  readonly product: string
  readonly line: string
  /** The version that caused it. */
  readonly version: string
  readonly kind: MovementKind
  /** In the reporting currency, at the rate of the month. */
  readonly amount: Exact
  readonly currency: Currency
  /** In the line's own currency; 0 where only the rate moved. */
  readonly native: Exact
}

/** Why a line, or a month of it, is in no figure. */
export const notCountedReasons = [
  'archived',
  'one_time',
  'metered',
  'no_price',
  'end_not_after_start',
  'versions_overlap',
  'unknown_currency',
  'no_rate',
] as const
export type NotCountedReason = (typeof notCountedReasons)[number]

/** A line that is not counted: never, or (where the rate is missing) in one month. */
export type NotCounted = {
  readonly account: string
  readonly line: string
  readonly reason: NotCountedReason
  readonly currency: Currency
  readonly month: Month | null
}

/** From when until when an account was a customer (null: it is), and as what it came. */
export type Stay = { readonly from: Day; readonly until: Day | null; readonly kind: 'new' | 'reactivation' }

/** Everything that moved the MRR of one account, in order; when it was a customer; and what of it is not counted. */
export type AccountLedger = {
  readonly movements: readonly Movement[]
  readonly stays: readonly Stay[]
  readonly notCounted: readonly NotCounted[]
}

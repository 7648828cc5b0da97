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
 * The part one line version has in a movement of MRR. What the lines of one product do on one day is one movement: where one
 * line takes the place of another, one of its parts goes the other way.
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

/** Everything that moved the MRR of one account, in order, and what of it is not counted. */
export type AccountLedger = { readonly movements: readonly Movement[]; readonly notCounted: readonly NotCounted[] }

import type { Day } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import type { Span } from '../versions.ts'

/** How often a price is paid: every so many days, weeks, months or years. */
export type Interval = { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly count: number }

/** What is taken off a price: percent of it, or minor units per interval; until the day before `until` (null: for ever). */
export type Discount = { readonly until: Day | null } & ({ readonly percent: number } | { readonly amount: number })

/** How a line was priced from a day on. `amount` is in minor units per interval, for the whole quantity, without tax. */
export type LineVersion = Span & {
  readonly id: string
  readonly plan: string | null
  readonly amount: number
  readonly interval: Interval
  readonly trial: boolean
  readonly discount: Discount | null
}

/** Money given back for a line on a day, in minor units of its currency. */
export type Refund = { readonly on: Day; readonly amount: number }

/** A line of a contract with everything its recurring revenue follows from. */
export type RevenueLine = {
  readonly id: string
  readonly product: string
  /** What is paid once or by use is no recurring revenue. */
  readonly kind: 'recurring' | 'one_time' | 'metered'
  readonly currency: Currency
  readonly archived: boolean
  /** The first day its contract no longer covers; null: no end. */
  readonly coveredUntil: Day | null
  /** The day on which it was cancelled, however long it is paid. */
  readonly cancelledOn: Day | null
  readonly pauses: readonly Span[]
  readonly refunds: readonly Refund[]
  readonly versions: readonly LineVersion[]
}

/** All lines of an account, of all its contracts. */
export type AccountLines = { readonly account: string; readonly lines: readonly RevenueLine[] }

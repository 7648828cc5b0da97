import type { Day } from '#kernel/day.ts'
import type { LineVersion } from '../ledger/line.ts'
import type { Span } from '../versions.ts'

/** A price as it follows from what a billing system sent. */
export type DerivedVersion = Omit<LineVersion, 'id'> & { readonly quantity: number }

/** What was given back for a line, minor units without tax, and the transaction that says so. */
export type DerivedRefund = { readonly transaction: string; readonly on: Day; readonly amount: number }

/** A line as it follows from what a billing system sent; its key tells it apart within its subscription. */
export type DerivedLine = {
  readonly key: string
  readonly product: string
  readonly plan: string | null
  readonly cancelledOn: Day | null
  readonly pauses: readonly Span[]
  readonly refunds: readonly DerivedRefund[]
  readonly versions: readonly DerivedVersion[]
}

/** A subscription as a contract. */
export type DerivedContract = {
  readonly subscription: string
  readonly currency: string
  readonly startOn: Day
  /** The first day not covered: of the term, or for ever. */
  readonly endOn: Day | null
  readonly autoRenews: boolean | null
  readonly renewalMonths: number | null
  readonly lines: readonly DerivedLine[]
}

/** Why something that a billing system sent became nothing. */
export type UnusedRule =
  | 'no_period'
  | 'negative'
  | 'prorated'
  | 'replaced'
  | 'mixed_currency'
  | 'metered'
  | 'no_unit_amount'
  | 'unknown_discount'
  | 'second_discount'

/** What became nothing: an invoice or a subscription, and why. */
export type Unused = { readonly subject: string; readonly rule: UnusedRule }

/** What all that is known of one customer of a billing system comes to. */
export type Derived = { readonly contracts: readonly DerivedContract[]; readonly unused: readonly Unused[] }

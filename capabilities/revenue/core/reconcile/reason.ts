import type { Day } from '#kernel/day.ts'
import type { Month } from '../calendar/month.ts'
import type { UncountedReason } from '../counted.ts'
import type { LedgerConventions } from '../conventions.ts'

/** Why a figure of a list differs from ours, in the order in which it is looked for. `unexplained`: nothing tells it. */
export const reasons = [
  'only_ours',
  'only_theirs',
  'unknown_account',
  'tax',
  'interval',
  'discount',
  'pause',
  'exchange',
  'not_counted',
  'line',
  'in_month',
  'other_month',
  'convention',
  'rounding',
  'unexplained',
  'same',
] as const
export type ReasonKey = (typeof reasons)[number]

/** A convention, settled the other way. */
export type Otherwise = {
  readonly [Key in keyof LedgerConventions]: { readonly key: Key; readonly value: LedgerConventions[Key] }
}[keyof LedgerConventions]

/** Why nothing of a known account counts: on which day its contract ended or begins, where that is why. */
export type NothingOfOurs = {
  readonly why: 'no_contract' | 'archived' | 'ended' | 'not_started' | 'trial' | 'nothing'
  readonly on: Day | null
}

/** Why a name of a list is nobody: unknown, of several accounts, or of different ones by its different columns. */
export type NoAccount = 'unknown' | 'ambiguous' | 'contradictory'

/** The reason of one difference, with what it is told by. */
export type Reason =
  | { readonly reason: 'same' | 'rounding' | 'unexplained' }
  | { readonly reason: 'unknown_account'; readonly why: NoAccount }
  | ({ readonly reason: 'only_theirs' } & NothingOfOurs)
  /** Since when it is a customer. */
  | { readonly reason: 'only_ours'; readonly since: Day | null }
  /** `months`: theirs is of so many months at once, beside. */
  | { readonly reason: 'tax'; readonly percent: number; readonly months: number | null }
  /** Theirs is ours of so many months. */
  | { readonly reason: 'interval'; readonly months: number }
  | { readonly reason: 'discount' | 'convention'; readonly otherwise: Otherwise }
  /** `exactly`: to count on through the pause gives theirs. */
  | { readonly reason: 'pause'; readonly since: Day | null; readonly exactly: boolean }
  /** Theirs is in the contract's own currency (no month), or at the rate of another month. */
  | { readonly reason: 'exchange'; readonly currency: string; readonly month: Month | null }
  /** A line that is in none of our figures; `exactly`: with it we come to theirs. */
  | {
      readonly reason: 'not_counted'
      readonly why: UncountedReason
      readonly product: string
      readonly exactly: boolean
    }
  /** A line of ours that theirs lacks. */
  | { readonly reason: 'line'; readonly product: string }
  /** A change within the month: theirs is what was there before it, what was there after it, or its days alone. */
  | { readonly reason: 'in_month'; readonly on: Day; readonly how: 'before' | 'after' | 'prorated' }
  /** Theirs is our figure of another month. */
  | { readonly reason: 'other_month'; readonly month: Month }

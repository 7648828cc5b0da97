/**
 * What authorities on recurring revenue settle in different ways, as one workspace settles it. The first group decides
 * what the ledger of movements is, so that a change of it derives all history anew; the second how figures are made of it.
 */
export type Conventions = LedgerConventions & MeasureConventions

export type LedgerConventions = {
  /** When a line that was cancelled stops to count: with the period that is paid, or on the day of the cancellation. */
  readonly churnCounts: 'period_end' | 'cancel_submitted'
  /** Which discounts lower MRR: all as long as they last, those without an end alone, or none. */
  readonly discounts: 'all' | 'forever_only' | 'none'
  /** A pause counts 0: then all of a customer pausing is to leave and to come back, or to shrink and to grow. Or it counts on. */
  readonly pauses: 'churn' | 'contraction' | 'counted'
  /** Whether money given back lowers MRR in the month in which it was. */
  readonly refunds: 'ignored' | 'off_the_month'
  /** Who comes back within so many days is reactivated, later they are new again. null: reactivated whenever they come. */
  readonly reactivatedWithinDays: number | null
  /** Whether somebody who signs up and leaves within one calendar month was there at all. */
  readonly signUpAndChurnInAMonth: 'counted' | 'ignored'
  /** What is compared: every change on its day, one month end with the next, or what each month is charged for by the day. */
  readonly compared: 'changes' | 'month_ends' | 'billed_days'
  /** Whether other currencies are revalued each month, shown apart, or stay at the rate of the month their line began. */
  readonly exchange: 'apart' | 'constant'
  /** What it is, under a filter of products or plans, to leave for what the filter leaves out. */
  readonly leavingAFilter: 'churn' | 'contraction'
}

export type MeasureConventions = {
  /** What NRR and GRR follow: the accounts that paid at the beginning, or the movements of the period. */
  readonly retention: 'cohort' | 'movements'
  /** Whether who left and came back within the period counts again in NRR and GRR. */
  readonly reactivationInRetention: 'left_out' | 'counted'
  /** Whether contraction is a loss in the net churn rate, or churn alone. */
  readonly netChurn: 'with_contraction' | 'churn_alone'
  /** How revenue churn of a month is taken: of its beginning, or day by day and added up. */
  readonly revenueChurn: 'of_month' | 'sum_of_days'
  /** Of whom the churned are a share: of those there at the beginning, or of them and the new ones. */
  readonly customerChurn: 'of_opening' | 'of_opening_and_new'
  /** Whether who comes back counts as a gain in the quick ratio. */
  readonly quickRatio: 'with_reactivation' | 'without_reactivation'
  /** Which form of lifetime value stands for all; the others are shown beside it. */
  readonly lifetimeValue: 'price_by_duration' | 'revenue_by_churn' | 'margin_by_churn'
  /** Which month of a cohort is its 100 %: its first, or the second where the first is cut short. */
  readonly cohortBaseMonth: 0 | 1
}

/** How figures are made where a workspace has settled nothing; why, stands in docs/decisions/revenue.md. */
export const usualConventions: Conventions = {
  churnCounts: 'period_end',
  discounts: 'all',
  pauses: 'churn',
  refunds: 'ignored',
  reactivatedWithinDays: null,
  signUpAndChurnInAMonth: 'counted',
  compared: 'changes',
  exchange: 'apart',
  leavingAFilter: 'churn',
  retention: 'cohort',
  reactivationInRetention: 'counted',
  netChurn: 'with_contraction',
  revenueChurn: 'of_month',
  customerChurn: 'of_opening',
  quickRatio: 'with_reactivation',
  lifetimeValue: 'margin_by_churn',
  cohortBaseMonth: 0,
}

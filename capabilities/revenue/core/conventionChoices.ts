import type { Conventions, LedgerConventions } from './conventions.ts'

/** One way to settle a convention, and who does. Its words stand in copy under `conventions.<key>.<value>`. */
export type ConventionChoice<Value> = { readonly value: Value; readonly source: string }

/** The ways there are to settle each convention. Days may be any number. */
export const conventionChoices: { readonly [Key in keyof Conventions]: readonly ConventionChoice<Conventions[Key]>[] } =
  {
    churnCounts: [
      { value: 'period_end', source: 'ChartMogul, Lifecycle of a customer; GrowPanel, Data Discrepancies' },
      { value: 'cancel_submitted', source: 'GrowPanel, Data Discrepancies; Stripe and Chargify (ProfitWell vs.)' },
    ],
    discounts: [
      { value: 'all', source: 'ProfitWell vs.; Chargebee, MRR' },
      { value: 'forever_only', source: 'Stripe Support, Billing Analytics' },
      { value: 'none', source: 'ProfitWell, Why are my numbers different from Stripe' },
    ],
    pauses: [
      { value: 'churn', source: 'ChartMogul, Handling paused subscriptions (Recurly)' },
      { value: 'contraction', source: 'ProfitWell vs.' },
      { value: 'counted', source: 'Chargify (ProfitWell vs.)' },
    ],
    refunds: [
      { value: 'ignored', source: 'ProfitWell vs.' },
      { value: 'off_the_month', source: 'ProfitWell, Refunds' },
    ],
    reactivatedWithinDays: [
      { value: null, source: 'ProfitWell vs.; ChartMogul, Understanding MRR movements' },
      { value: 90, source: 'Chargify (ProfitWell vs.)' },
    ],
    signUpAndChurnInAMonth: [
      { value: 'counted', source: 'ChartMogul, Understanding MRR movements' },
      { value: 'ignored', source: 'ProfitWell vs.' },
    ],
    compared: [
      { value: 'changes', source: 'ChartMogul, Understanding MRR movements; Stripe, Billing metric definitions' },
      { value: 'month_ends', source: 'SaaS Capital; Confluent 10-K' },
      { value: 'billed_days', source: 'Recurly, How Is My MRR Affected When I Add a User Mid-Month?' },
    ],
    exchange: [
      { value: 'apart', source: 'Stripe, Billing metric definitions' },
      { value: 'constant', source: 'ChartMogul, Understanding MRR movements' },
    ],
    leavingAFilter: [
      { value: 'churn', source: 'ChartMogul, Chart Data' },
      { value: 'contraction', source: 'ChartMogul, Chart Data' },
    ],
    retention: [
      { value: 'cohort', source: 'Confluent 10-K; SaaS Capital; Chargebee, Recurring Revenue' },
      { value: 'movements', source: 'ChartMogul, Net MRR Retention; シナジーマーケティング用語集' },
    ],
    reactivationInRetention: [
      { value: 'counted', source: 'Confluent 10-K' },
      { value: 'left_out', source: 'ChartMogul, Net MRR Retention' },
    ],
    netChurn: [
      { value: 'with_contraction', source: 'ChartMogul, Net MRR Churn Rate' },
      { value: 'churn_alone', source: 'Baremetrics changelog' },
    ],
    revenueChurn: [
      { value: 'of_month', source: 'ChartMogul, MRR Churn Rate' },
      { value: 'sum_of_days', source: 'ChartMogul, MRR Churn Rate (Shopify B2C)' },
    ],
    customerChurn: [
      { value: 'of_opening', source: 'ChartMogul, Churn rate formulas; HeaR' },
      { value: 'of_opening_and_new', source: 'Stripe, Subscription metrics' },
    ],
    quickRatio: [
      { value: 'with_reactivation', source: 'ChartMogul; PitchKit' },
      { value: 'without_reactivation', source: 'GrowPanel, Quick ratio' },
    ],
    lifetimeValue: [
      { value: 'margin_by_churn', source: 'Notion, Metric Calculation Templates' },
      { value: 'revenue_by_churn', source: 'ChartMogul, Customer Lifetime Value' },
      { value: 'price_by_duration', source: 'HeaR「カスタマーサクセス(CS)の意味」' },
    ],
    cohortBaseMonth: [
      { value: 0, source: 'GP Bullhound, The CFO Handbook' },
      { value: 1, source: 'SaaSGrid, Cohort Retention Baseline' },
    ],
  }

/** Those that decide what a movement is: where one of them changes, the ledger is derived anew. */
export const ledgerConventions: readonly (keyof LedgerConventions)[] = [
  'churnCounts',
  'discounts',
  'pauses',
  'refunds',
  'reactivatedWithinDays',
  'signUpAndChurnInAMonth',
  'compared',
  'exchange',
  'leavingAFilter',
]

/** Who is followed, where a workspace wants the figures of another product. */
export const authorities = ['chartmogul', 'stripe', 'profitwell', 'recurly', 'baremetrics', 'saas_capital'] as const
export type Authority = (typeof authorities)[number]

/** What each authority settles otherwise than it is usual here, as far as it says so. */
export const presets: Record<Authority, Partial<Conventions>> = {
  chartmogul: {
    exchange: 'constant',
    retention: 'movements',
    reactivationInRetention: 'left_out',
    lifetimeValue: 'revenue_by_churn',
  },
  stripe: { churnCounts: 'cancel_submitted', discounts: 'forever_only', customerChurn: 'of_opening_and_new' },
  profitwell: { pauses: 'contraction', signUpAndChurnInAMonth: 'ignored' },
  recurly: { compared: 'billed_days' },
  baremetrics: { netChurn: 'churn_alone', retention: 'movements' },
  saas_capital: { compared: 'month_ends' },
}

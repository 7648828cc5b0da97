import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { acquisitionCost, paybackMonths, trialConversion } from '#capabilities/revenue/core/measures/acquisition.ts'
import { rebased, weightedMean } from '#capabilities/revenue/core/measures/cohorts.ts'
import {
  annualChurn,
  averagePerAccount,
  customerChurnRate,
  expectedLifetime,
} from '#capabilities/revenue/core/measures/customers.ts'
import { valueByChurn, valueByDuration } from '#capabilities/revenue/core/measures/lifetimeValue.ts'
import { lostByReason } from '#capabilities/revenue/core/measures/losses.ts'
import { decay, outlook } from '#capabilities/revenue/core/measures/outlook.ts'
import { renewalRates } from '#capabilities/revenue/core/measures/renewalRates.ts'
import { timeToValue } from '#capabilities/revenue/core/measures/timeToValue.ts'
import type { Day } from '#kernel/day.ts'
import type { Handler } from './handler.ts'

type Churn = {
  customers_start: number
  churned: number
  new?: number
  of_which_reactivated_in_period?: number
  of_which_joined_in_period?: number
}

function customerChurn(input: Churn, conventions: Conventions) {
  const joinedAndChurned = (input.of_which_reactivated_in_period ?? 0) + (input.of_which_joined_in_period ?? 0)
  const { customers_start: opening, churned, new: joined = 0 } = input
  return { rate: customerChurnRate({ opening, joined, churned, joinedAndChurned }, conventions) }
}

type Value = {
  arpa: number
  monthly_customer_churn: number
  gross_margin?: number
  monthly_price: number
  months: number
}

function lifetimeValue(input: Value, { lifetimeValue: form }: Conventions) {
  if (form === 'price_by_duration') return { ltv: valueByDuration(input.monthly_price, 1, input.months) }
  return { ltv: valueByChurn(input.arpa, input.monthly_customer_churn, input.gross_margin) }
}

type Renewals = {
  accounts_up: number
  value_up: number
  accounts_renewed: number
  downgrade_value: number
  churned_value: number
}

function renewals(input: Renewals) {
  const { byCount, byAmount } = renewalRates({
    due: input.accounts_up,
    amountDue: input.value_up,
    renewed: input.accounts_renewed,
    amountDown: input.downgrade_value,
    amountLost: input.churned_value,
  })
  return { logo: byCount, gross_dollar: byAmount }
}

function cancelled(input: { cancelled: { reason: string; count: number; mrr: number }[] }) {
  const lost = lostByReason(
    input.cancelled.map(({ reason, count, mrr }) => ({
      reason: reason === 'payment_failure' ? 'involuntary' : reason,
      mrr: count * mrr,
    })),
  )
  return Object.fromEntries(lost)
}

function untilValue({ accounts }: { accounts: { start: Day; value: Day | null }[] }) {
  const { mean, median, reached, notReached } = timeToValue(
    accounts.map(({ start, value }) => ({ signedOn: start, valueOn: value })),
  )
  return { average: mean, median, reached, not_reached: notReached }
}

type Projection = { size: number; monthly_churn: number; months: number[] }
type Cohorts = { cohorts: { initial_mrr: number; percent: number[] }[] }
type Trials = { days: number; trials: { days_to_paid: number | null }[] }

const within = (trials: Trials['trials'], days: number) =>
  trialConversion(
    trials.map(({ days_to_paid: to }) => to),
    days,
  )

/** Cases about customers, cohorts and what they are worth. */
export const customerHandlers: Record<string, Handler> = {
  arpa: {
    uses: [],
    answer: (input: { revenue: number; customers: number }) => ({
      arpa: averagePerAccount(input.revenue, input.customers),
    }),
  },
  cac: {
    uses: [],
    answer: (input: { sales_and_marketing: number; new_customers: number }) => ({
      cac: acquisitionCost(input.sales_and_marketing, input.new_customers),
    }),
  },
  cac_payback_months: {
    uses: [],
    answer: (input: { cac: number; arpa: number; gross_margin: number }) => ({
      months: paybackMonths(input.cac, input.arpa, input.gross_margin),
    }),
  },
  customer_churn_rate: { uses: ['customerChurn'], answer: customerChurn },
  annualised_churn: {
    uses: [],
    answer: ({ monthly }: { monthly: number }) => ({ annual: annualChurn(monthly), exact: annualChurn(monthly) }),
  },
  customer_lifetime_years: {
    uses: [],
    answer: ({ annual_churn }: { annual_churn: number[] }) => ({ years: annual_churn.map(expectedLifetime) }),
  },
  ltv: { uses: ['lifetimeValue'], answer: lifetimeValue },
  cohort_projection: {
    uses: [],
    answer: ({ size, monthly_churn, months }: Projection) => ({
      retention: months.map((month) => decay(monthly_churn, month)),
      active: months.map((month) => Math.round(size * decay(monthly_churn, month))),
    }),
  },
  cohort_weighted_average: {
    uses: ['cohortBaseMonth'],
    answer: ({ cohorts }: Cohorts) => ({
      exact: weightedMean(cohorts.map(({ initial_mrr, percent }) => ({ weight: initial_mrr, values: percent }))),
    }),
  },
  cohort_ndr: {
    uses: ['cohortBaseMonth'],
    answer: ({ revenue }: { revenue: number[] }, conventions) => ({
      ndr: rebased(revenue, conventions.cohortBaseMonth),
    }),
  },
  renewal_rate: { uses: [], answer: renewals },
  renewal_decay: {
    uses: [],
    answer: ({ rates, years }: { rates: number[]; years: number }) => ({
      revenue_index: rates.map((rate) => outlook(1, rate, years)),
    }),
  },
  trial_conversion: {
    uses: [],
    answer: ({ started, converted }: { started: number; converted: number }) => ({
      rate: trialConversion(Array.from({ length: started }, (_, at) => (at < converted ? 0 : null))),
    }),
  },
  trial_conversion_within: {
    uses: [],
    answer: ({ days, trials }: Trials) => ({ rate: within(trials, days), rate_90: within(trials, 90) }),
  },
  time_to_value_days: { uses: [], answer: untilValue },
  cancellation_mrr: { uses: [], answer: cancelled },
}

import { type Authority, presets } from '#capabilities/revenue/core/conventionChoices.ts'
import { type Conventions, usualConventions } from '#capabilities/revenue/core/conventions.ts'

/** How the cases of one metric are answered, and which conventions it may depend on. */
export type Handler = {
  uses: readonly (keyof Conventions)[]
  answer: (input: never, conventions: Conventions) => unknown
}

/** What a case says about how it wants to be counted. */
export type Asked = {
  metric: string
  convention?: string
  churn_recognition?: string
  formula?: string
  baseline_month?: 0 | 1
  gross_margin?: number
  start_mrr?: number
}

/** The conventions a case is counted by: what its authority settles, then what the case itself asks for. */
export function conventionsOf(asked: Asked): Conventions {
  const authority = (Object.keys(presets) as Authority[]).find((name) => asked.convention?.startsWith(name))
  return { ...usualConventions, ...asOfMetric(asked), ...(authority ? presets[authority] : {}), ...ownWords(asked) }
}

/** Cases that give sums of movements cannot be counted by account. */
function asOfMetric({ metric, gross_margin, formula }: Asked): Partial<Conventions> {
  if (metric === 'nrr') return { retention: 'movements' }
  if (metric !== 'ltv') return {}
  if (formula) return { lifetimeValue: 'price_by_duration' }
  return { lifetimeValue: gross_margin === undefined ? 'revenue_by_churn' : 'margin_by_churn' }
}

function ownWords({ convention, churn_recognition, formula, baseline_month }: Asked): Partial<Conventions> {
  return {
    ...(convention === 'reactivation_excluded' ? { quickRatio: 'without_reactivation' } : {}),
    ...(churn_recognition
      ? { churnCounts: churn_recognition === 'end_of_period' ? 'period_end' : 'cancel_submitted' }
      : {}),
    ...(formula?.startsWith('sum over days') ? { revenueChurn: 'sum_of_days' } : {}),
    ...(baseline_month === undefined ? {} : { cohortBaseMonth: baseline_month }),
  }
}

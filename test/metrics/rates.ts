import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import type { PeriodFigures } from '#capabilities/revenue/core/measures/figures.ts'
import { retentionOfCohort } from '#capabilities/revenue/core/measures/retention.ts'
import {
  grossChurnByDay,
  grossChurnRate,
  growthRate,
  netChurnRate,
  quickRatio,
  retentionOfMovements,
  rollForward,
} from '#capabilities/revenue/core/measures/revenueRates.ts'
import type { Handler } from './handler.ts'

const noFigures = { opening: 0, new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, fx: 0 }

type Sums = Partial<Omit<PeriodFigures, 'opening'>> & { start_mrr?: number }

const figures = ({ start_mrr, ...sums }: Sums): PeriodFigures => ({ ...noFigures, ...sums, opening: start_mrr ?? 0 })

function grossChurn(input: Sums & { days?: { start: number; end: number }[] }, { revenueChurn }: Conventions) {
  const days = (input.days ?? []).map(({ start, end }) => ({ ...noFigures, opening: start, churn: start - end }))
  return { rate: revenueChurn === 'sum_of_days' ? grossChurnByDay(days) : grossChurnRate(figures(input)) }
}

type Account = { mrr_then: number; mrr_now: number }

function trailing({ accounts }: { accounts: Account[] }) {
  const { nrr, grr, logos } = retentionOfCohort(
    accounts.map(({ mrr_then, mrr_now }) => ({ then: BigInt(mrr_then), now: BigInt(mrr_now) })),
  )
  return { nrr, grr, logo_retention: logos }
}

function sameSubscriptions(input: { mrr_start: number; mrr_end_same_subscriptions: number }) {
  return trailing({ accounts: [{ mrr_then: input.mrr_start, mrr_now: input.mrr_end_same_subscriptions }] })
}

/** Cases that give what was gained and lost, and ask for a rate. */
export const rateHandlers: Record<string, Handler> = {
  gross_mrr_churn_rate: { uses: ['revenueChurn'], answer: grossChurn },
  net_mrr_churn_rate: {
    uses: ['netChurn', 'reactivationInRetention'],
    answer: (input: Sums, conventions) => ({
      rate: netChurnRate(figures(input), conventions),
      nrr: retentionOfMovements(figures(input), conventions).nrr,
    }),
  },
  net_mrr_growth_rate: { uses: [], answer: (input: Sums) => ({ rate: growthRate(figures(input)) }) },
  nrr: {
    uses: ['retention', 'reactivationInRetention'],
    answer: (input: Sums, conventions) => retentionOfMovements(figures(input), conventions),
  },
  grr: { uses: ['retention'], answer: sameSubscriptions },
  trailing_12m_retention: { uses: ['retention'], answer: trailing },
  quick_ratio: {
    uses: ['quickRatio'],
    answer: (input: Sums, conventions) => ({ ratio: quickRatio(figures(input), conventions) }),
  },
  mrr_roll_forward: {
    uses: ['exchange'],
    answer: (input: Sums) => {
      const { growth, closing } = rollForward(figures(input))
      return { mrr_growth: growth, end_mrr: closing }
    },
  },
}

import {
  type Answers,
  countAnswers,
  favourablePercent,
  netPromoterScore,
  npsFrom,
} from '#capabilities/timeline/core/surveyFigures.ts'
import type { Handler } from './handler.ts'

type Nps = { scores?: number[]; promoters_percent?: number; detractors_percent?: number }

function nps({ scores, promoters_percent = 0, detractors_percent = 0 }: Nps) {
  const shares: Answers = {
    favourable: promoters_percent,
    neutral: 100 - promoters_percent - detractors_percent,
    unfavourable: detractors_percent,
  }
  const answers = scores ? countAnswers(scores, npsFrom.promoter, npsFrom.passive) : shares
  const { favourable: promoters, neutral: passives, unfavourable: detractors } = answers
  return { nps: netPromoterScore(answers), promoters, passives, detractors }
}

type Satisfied = { positive: number; negative?: number; total?: number }

const satisfied = ({ positive, negative, total }: Satisfied) =>
  favourablePercent({ favourable: positive, neutral: 0, unfavourable: negative ?? (total ?? positive) - positive })

type Agreeing = { agree: number; neutral: number; disagree: number }

/** Cases about what customers answered. */
export const surveyHandlers: Record<string, Handler> = {
  nps: { uses: [], answer: nps },
  csat_percent: { uses: [], answer: (input: Satisfied) => ({ csat: satisfied(input) }) },
  ces_percent_positive: { uses: [], answer: (input: Satisfied) => ({ ces: satisfied(input) }) },
  ces_percent_agree: {
    uses: [],
    answer: ({ agree, neutral, disagree }: Agreeing) => ({
      ces: favourablePercent({ favourable: agree, neutral, unfavourable: disagree }),
    }),
  },
}

import type { Issue } from '#kernel/exchange.ts'
import { type ActivityKind, type SurveyKind, surveyScale } from './words.ts'

/** Whether an activity is a contact with the customer. A note is not: it is written without them. */
export function isTouch(kind: ActivityKind): boolean {
  return kind !== 'note'
}

/** The moments of an inquiry, ISO texts in UTC. */
export type InquiryMoments = { openedAt: string; firstAnsweredAt: string | null; solvedAt: string | null }

/** What is wrong with the moments of an inquiry: nothing is answered or solved before it is opened. */
export function inquiryIssues(inquiry: InquiryMoments): Issue[] {
  const opened = Date.parse(inquiry.openedAt)
  const early = (field: 'firstAnsweredAt' | 'solvedAt', rule: string): Issue[] => {
    const at = inquiry[field]
    return at !== null && Date.parse(at) < opened ? [{ field, value: at, rule }] : []
  }
  return [...early('firstAnsweredAt', 'answered_before_opened'), ...early('solvedAt', 'solved_before_opened')]
}

/** What is wrong with an answer to a survey: outside its scale, or a part of a point in an NPS. */
export function surveyIssues(kind: SurveyKind, score: number): Issue[] {
  const [lowest, highest] = surveyScale[kind]
  const within = score >= lowest && score <= highest && (kind !== 'nps' || Number.isInteger(score))
  return within ? [] : [{ field: 'score', value: `${score}`, rule: `${kind}_scale` }]
}

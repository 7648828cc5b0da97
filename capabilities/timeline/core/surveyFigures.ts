/** Answers to a survey, counted: favourable, neither, unfavourable. Shares serve as well as counts. */
export type Answers = { readonly favourable: number; readonly neutral: number; readonly unfavourable: number }

/** Answers told apart on their scale: favourable from a point on, unfavourable below another. */
export function countAnswers(scores: readonly number[], favourableFrom: number, neutralFrom: number): Answers {
  const favourable = scores.filter((score) => score >= favourableFrom).length
  const unfavourable = scores.filter((score) => score < neutralFrom).length
  return { favourable, neutral: scores.length - favourable - unfavourable, unfavourable }
}

/** Where promoters and passives begin on the scale from 0 to 10 (Bain). */
export const npsFrom = { promoter: 9, passive: 7 } as const

const total = ({ favourable, neutral, unfavourable }: Answers) => favourable + neutral + unfavourable

/** NPS in points: percent of promoters less percent of detractors; null without answers. */
export function netPromoterScore(answers: Answers): number | null {
  return total(answers) > 0 ? ((answers.favourable - answers.unfavourable) / total(answers)) * 100 : null
}

/** CSAT and CES in percent: the share of favourable answers among all; null without answers (Delighted, Simplesat). */
export function favourablePercent(answers: Answers): number | null {
  return total(answers) > 0 ? (answers.favourable / total(answers)) * 100 : null
}

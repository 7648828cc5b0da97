import type { Category, Outcome } from './words.ts'

/** Percent of renewals that come about, by what was said of them: a person who says nothing nearer is taken to mean these. */
export const usualChance = { commit: 95, likely: 75, at_risk: 40, lost: 0 } satisfies Record<Category, number>

/** Points of difference between a person's own call and the model that are worth a second look. */
export const muchDifferent = 25

/** What is known of how a renewal will end. `churnPercent` is the model's probability of loss within 90 days. */
export type Judged = { category: Category | null; probability: number | null; churnPercent: number | null }

/** The person's own call in percent: as they said, else as their category usually comes out; null: they said nothing. */
export function ownCall({ category, probability }: Omit<Judged, 'churnPercent'>): number | null {
  return probability ?? (category === null ? null : usualChance[category])
}

/** What a renewal is weighed with in the forecast, percent: the person's call before the model's; null: nobody can say. */
export function chanceOf(judged: Judged): number | null {
  return ownCall(judged) ?? staying(judged)
}

/** The model's probability that the customer stays, percent. */
export function staying({ churnPercent }: Pick<Judged, 'churnPercent'>): number | null {
  return churnPercent === null ? null : Math.round(100 - churnPercent)
}

/** Points by which the person is surer (or, negative, less sure) than the model, where that is worth a look. */
export function differsBy(judged: Judged): number | null {
  const [own, model] = [ownCall(judged), staying(judged)]
  if (own === null || model === null) return null
  return Math.abs(own - model) >= muchDifferent ? own - model : null
}

/** Renewed, up or down: by the ARR after it against what was at stake; where either is unknown, plainly renewed. */
export function outcomeOf(atStake: number | null, after: number | null): Exclude<Outcome, 'lost'> {
  if (atStake === null || after === null || after === atStake) return 'renewed'
  return after > atStake ? 'renewed_up' : 'renewed_down'
}

import type { FactValue, Label } from '#capabilities/facts/core/fact.ts'
import type { Peers, PeerUse } from './peers.ts'

/**
 * From a fact's value to points, 0 to 100. `bands`: the points of the highest band that the value reaches, in rising
 * order. `line`: straight between corners, in rising order, flat outside of them. `percentile`: the same over the place
 * among other customers (0: the lowest value, 100: the highest), all or those alike in the fact `within`.
 */
export type Curve =
  | { shape: 'bands'; below: number; bands: readonly { from: number; points: number }[] }
  | { shape: 'line'; corners: readonly { at: number; points: number }[] }
  | { shape: 'percentile'; within: string | null; corners: readonly { at: number; points: number }[] }
  | { shape: 'yes_no'; yes: number; no: number }
  | { shape: 'choice'; points: Readonly<Record<string, number>> }

/** What is done when the value is missing or too old: left out and the rest re-weighed, counted as points, or the last one held. */
export type MissingPolicy =
  | { then: 'leave_out' }
  | { then: 'count_as'; points: number }
  | { then: 'hold'; days: number }

/** One question a dimension is judged by. */
export type Measure = {
  key: string
  label: Label
  fact: string
  curve: Curve
  missing: MissingPolicy
  /** The value counts as missing when the day that the date fact `by` tells is more than `days` ago. */
  fresh?: { by: string; days: number }
  /** Against the other measures of its dimension. */
  weight: number
}

export type Dimension = {
  /** One of DEAR (its score is then a fact, `health.adoption`), or a company's own. */
  key: string
  label: Label
  /** Against the other dimensions of the card. */
  weight: number
  measures: readonly Measure[]
}

/** Scores from which an account is healthy, or to be watched; a grade changes `hysteresis` points beyond a border only. */
export type Bands = { healthyFrom: number; watchFrom: number; hysteresis: number }

/** How accounts are judged, as one version says. */
export type Scorecard = {
  key: string
  label: Label
  /** For which accounts, as a condition; null: all that no card before it takes. */
  when: string | null
  dimensions: readonly Dimension[]
  bands: Bands
  /** Below this share of weight whose value is present (percent), the score is unknown. */
  confidenceNeeded: number
}

/**
 * What is known of an account: facts by key, the last value of a fact that is missing now, with its last day, and those
 * it is compared with (left out: nobody).
 */
export type Readings = {
  value(fact: string): FactValue
  held(fact: string): { value: FactValue; lastOn: string } | null
  peers?(use: PeerUse): Peers | null
}

/** The card an account falls under: the first, in order, whose condition holds. */
export function cardFor<Card extends Pick<Scorecard, 'when'>>(
  cards: readonly Card[],
  holds: (condition: string) => boolean,
): Card | undefined {
  return cards.find((card) => card.when === null || holds(card.when))
}

/** The fact a measure asks, the date that says how fresh it is, and the fact that says with whom it is compared. */
export function factsOfMeasure({ fact, fresh, curve }: Measure): string[] {
  const within = curve.shape === 'percentile' ? curve.within : null
  return [fact, ...(fresh ? [fresh.by] : []), ...(within === null ? [] : [within])]
}

/** All facts that a card reads, each once. */
export function factsOfCard(card: Scorecard): string[] {
  const keys = card.dimensions.flatMap((dimension) => dimension.measures.flatMap(factsOfMeasure))
  return [...new Set(keys)]
}

/** Facts whose last value is held while they are missing. */
export function heldFactsOf(card: Scorecard): string[] {
  const measures = card.dimensions.flatMap((dimension) => dimension.measures)
  return [...new Set(measures.filter((one) => one.missing.then === 'hold').map((one) => one.fact))]
}

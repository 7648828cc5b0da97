import type { Day } from '#kernel/day.ts'
import type { Draft } from '../draft.ts'
import type { Dimension } from '../scorecard.ts'
import { areaUnderCurve, lossesMissing } from './auc.ts'
import { type Example, fitLogistic } from './logistic.ts'
import { unsaid, verdictOf, worthOf } from './points.ts'
import { splitInTime } from './split.ts'

/** The points of a card's measures, in the card's order, of a customer at a month's end; null: it took no part. */
export type PointsThen = {
  readonly day: Day
  readonly account: number
  readonly lost: boolean
  readonly points: readonly (number | null)[]
}

/** Why a measure weighs what is suggested: it tells; it points the wrong way; it adds nothing. */
export const weightReasons = ['tells', 'wrong', 'nothing'] as const
export type WeightReason = (typeof weightReasons)[number]

export type SuggestedWeights = {
  /** How many more losses are needed before weights can be suggested; 0: enough. */
  readonly missing: number
  /** null: too few losses, too short a time, or no measure that tells losses. */
  readonly found: {
    /** The month ends fitted to, and the first of those it can be judged by. */
    readonly from: Day
    readonly to: Day
    readonly judgedFrom: Day
    readonly ridge: number
    /** Of each measure its share of the score, in the card's order; they sum to 1. */
    readonly shares: readonly number[]
    readonly reasons: readonly WeightReason[]
  } | null
}

/** How hard large weights are held back, from hardly to very. */
const ridges = [1, 10, 100, 1000]

/**
 * The weights under which a card would have told losses best: a logistic regression with a ridge whose weights are not below
 * zero, since fewer points never speak for a customer. How strong the ridge is, is chosen on months between those first
 * fitted and the late ones, which take no part at all.
 */
export function suggestWeights(all: readonly PointsThen[], horizon: number): SuggestedWeights {
  const rows = thinned(all)
  const lost = new Set(rows.filter((one) => one.lost).map(({ account }) => account)).size
  const missing = lossesMissing(lost, all.filter((one) => one.lost).length / Math.max(1, all.length))
  const parts = splitInTime([...new Set(rows.map(({ day }) => day))].sort(), horizon)
  if (missing > 0 || !parts) return { missing, found: null }
  const within = (days: readonly Day[]) => rows.filter(({ day }) => days.includes(day))
  const [early, middle] = [within(parts.early), within(parts.middle)]
  // What followed the middle months was known before the late ones begin: `splitInTime` leaves the horizon between them.
  const before = [...early, ...middle]
  if (![early, middle].every(tellsApart)) return { missing, found: null }
  const worths = ridges.map((ridge) => areaUnderCurve(judgedBy(fitted(early, ridge), middle)))
  const ridge = ridges[worths.lastIndexOf(Math.max(...worths))]!
  const weights = fitted(before, ridge).weights
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return { missing, found: null }
  return {
    missing,
    found: {
      from: before[0]!.day,
      to: parts.middle.at(-1)!,
      judgedFrom: parts.late[0]!,
      ridge,
      shares: weights.map((weight) => weight / total),
      reasons: weights.map((weight, at) => (weight > 0 ? 'tells' : pointsWrong(before, at) ? 'wrong' : 'nothing')),
    },
  }
}

/** Judgements fitted to at most, of which no more is learnt that a person could wait for. */
const mostRows = 10_000

/** All who were lost, and of the others as many as there is time for: that moves no weight (Prentice & Pyke 1979). */
function thinned(rows: readonly PointsThen[]): readonly PointsThen[] {
  const everyNth = Math.ceil(rows.length / mostRows)
  if (everyNth <= 1) return rows
  const lost = new Set(rows.filter((one) => one.lost).map(({ account }) => account))
  return rows.filter(({ account }) => lost.has(account) || account % everyNth === 0)
}

const tellsApart = (rows: readonly PointsThen[]) => rows.some(({ lost }) => lost) && rows.some(({ lost }) => !lost)

/** How much a point less raises the log odds of a loss, and the points that stand in for those that are missing. */
type Fitted = { weights: number[]; usual: number[] }

/** Measures whose weight would be below zero are taken out, the half furthest below first, until none is. */
function fitted(rows: readonly PointsThen[], ridge: number): Fitted {
  const size = rows[0]!.points.length
  const usual = Array.from({ length: size }, (_, at) => {
    const known = rows.flatMap(({ points }) => points[at] ?? [])
    return known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length
  })
  const weights = Array.from({ length: size }, () => 0)
  let active = [...weights.keys()]
  while (active.length > 0) {
    const examples = rows.map(
      ({ points, lost }): Example => ({ values: active.map((at) => 100 - (points[at] ?? usual[at]!)), lost }),
    )
    const model = fitLogistic(examples, ridge)
    const below = model.weights.filter((weight) => weight < 0).sort((a, b) => a - b)
    if (below.length === 0) {
      active.forEach((at, n) => (weights[at] = model.deviations[n]! > 0 ? model.weights[n]! / model.deviations[n]! : 0))
      break
    }
    const border = below[Math.floor((below.length - 1) / 2)]!
    active = active.filter((_, n) => model.weights[n]! > border)
  }
  return { weights, usual }
}

function judgedBy({ weights, usual }: Fitted, rows: readonly PointsThen[]) {
  return rows.map(({ points, lost, account }) => ({
    risk: -weights.reduce((sum, weight, at) => sum + weight * (points[at] ?? usual[at]!), 0),
    lost,
    account,
  }))
}

/** Whether, by itself, more points went with losses, by more than chance. */
function pointsWrong(rows: readonly PointsThen[], at: number): boolean {
  const followed = {
    account: Int32Array.from(rows, ({ account }) => account),
    lost: Uint8Array.from(rows, ({ lost }) => (lost ? 1 : 0)),
  }
  const said = Uint8Array.from(rows, ({ points }) => points[at] ?? unsaid)
  const { discrimination } = worthOf(followed, said, Int32Array.from(said.keys()))
  return discrimination !== null && verdictOf(discrimination) === 'wrong'
}

/** The share of the whole score that each measure has, in the card's order, where all of them take part. */
export function sharesOf({ dimensions }: Pick<Draft, 'dimensions'>): number[] {
  const all = dimensions.reduce((sum, { weight }) => sum + weight, 0)
  return dimensions.flatMap(({ weight, measures }) => {
    const own = measures.reduce((sum, measure) => sum + measure.weight, 0)
    return measures.map((measure) => ((weight / all) * measure.weight) / own)
  })
}

/** A draft with shares in the place of its weights, in whole percent; what has none is left out of it. */
export function withShares(draft: Draft, shares: readonly number[]): Draft {
  let at = 0
  const dimensions = draft.dimensions.flatMap((dimension): Dimension[] => {
    const own = dimension.measures.map((measure) => ({ measure, share: shares[at++] ?? 0 }))
    const all = own.reduce((sum, { share }) => sum + share, 0)
    if (all === 0) return []
    const measures = own.flatMap(({ measure, share }) =>
      share > 0 ? [{ ...measure, weight: Math.max(1, Math.round((100 * share) / all)) }] : [],
    )
    return [{ ...dimension, weight: Math.max(1, Math.round(100 * all)), measures }]
  })
  return { ...draft, dimensions }
}

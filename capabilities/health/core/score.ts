import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { type Day, daysBetween } from '#kernel/day.ts'
import { pointsOf, rounded } from './curve.ts'
import { gradeOf } from './grade.ts'
import type { Peers } from './peers.ts'
import type { Dimension, Measure, Readings, Scorecard } from './scorecard.ts'
import type { Grade, MeasureState } from './words.ts'

/** A measure as it was read: how it came to its points (null: it takes no part). */
export type Read = {
  measure: Measure
  value: FactValue
  state: MeasureState
  points: number | null
  /** The day that a dated value stands for, or the last day of a value that is held. */
  datedOn: Day | null
  /** Those it was compared with, where its curve compares. */
  peers: Peers | null
}

export type ReadDimension = {
  dimension: Dimension
  reads: Read[]
  /** Weighted mean of the measures that take part, rounded half up; null where none does. */
  score: number | null
}

export type HealthScore = {
  /** Whole points, 0 to 100: `sum` rounded half up. null: too little is known. */
  score: number | null
  /** The weighted mean in tenths of a point; null with the score. */
  sum: number | null
  grade: Grade
  /** The grade of the score alone, whatever it was before. */
  rawGrade: Grade
  /** Share of the card's weight whose value is present or held, in whole percent (rounded down). */
  confidence: number
  dimensions: ReadDimension[]
}

/**
 * The score of an account on a day: the weighted mean of the dimensions that have a measure taking part, each the
 * weighted mean of its measures that take part. `before` is the grade so far, for the hysteresis.
 */
export function healthScore(card: Scorecard, readings: Readings, asOf: Day, before: Grade | null): HealthScore {
  const dimensions = card.dimensions.map((dimension) => readDimension(dimension, readings, asOf))
  const confidence = confidenceOf(dimensions)
  const mean = confidence >= card.confidenceNeeded ? meanOf(dimensions) : null
  const sum = mean === null ? null : rounded(mean * 10) / 10
  const score = sum === null ? null : rounded(sum)
  const rawGrade = gradeOf(card.bands, score, null)
  return { score, sum, grade: gradeOf(card.bands, score, before), rawGrade, confidence, dimensions }
}

function readDimension(dimension: Dimension, readings: Readings, asOf: Day): ReadDimension {
  const reads = dimension.measures.map((measure) => readMeasure(measure, readings, asOf))
  const mean = weightedMean(reads)
  return { dimension, reads, score: mean === null ? null : rounded(mean) }
}

/** Weighted mean of the points of those that take part; null where none does. */
export function weightedMean(reads: readonly Read[]): number | null {
  let weight = 0
  let sum = 0
  for (const { measure, points } of reads) {
    if (points === null) continue
    weight += measure.weight
    sum += measure.weight * points
  }
  return weight === 0 ? null : sum / weight
}

function meanOf(dimensions: readonly ReadDimension[]): number | null {
  let weight = 0
  let sum = 0
  for (const { dimension, reads } of dimensions) {
    const mean = weightedMean(reads)
    if (mean === null) continue
    weight += dimension.weight
    sum += dimension.weight * mean
  }
  return weight === 0 ? null : sum / weight
}

/** A value that a policy made up is not known: it does not count. */
function confidenceOf(dimensions: readonly ReadDimension[]): number {
  let all = 0
  let known = 0
  for (const { dimension, reads } of dimensions) {
    const total = reads.reduce((sum, { measure }) => sum + measure.weight, 0)
    const present = reads.filter(({ state }) => state === 'present' || state === 'held')
    if (total === 0) continue
    all += dimension.weight
    known += (dimension.weight * present.reduce((sum, { measure }) => sum + measure.weight, 0)) / total
  }
  return all === 0 ? 0 : Math.floor((100 * known) / all + 1e-9)
}

function readMeasure(measure: Measure, readings: Readings, asOf: Day): Read {
  const value = readings.value(measure.fact)
  const dated = measure.fresh ? (readings.value(measure.fresh.by) as Day | null) : null
  const peers = comparedWith(measure, readings)
  const points = pointsOf(measure.curve, value, peers)
  const stale = measure.fresh !== undefined && (dated === null || daysBetween(dated, asOf) > measure.fresh.days)
  if (points !== null && !stale) return { measure, value, state: 'present', points, datedOn: dated, peers }
  const state = points === null ? 'missing' : 'stale'
  const absent = { measure, value, state, points: null, datedOn: dated, peers } as const
  switch (measure.missing.then) {
    case 'leave_out':
      return absent
    case 'count_as':
      return { ...absent, state: 'assumed', points: measure.missing.points }
    case 'hold':
      return heldRead(measure, measure.missing.days, readings, asOf) ?? absent
  }
}

function heldRead(measure: Measure, days: number, readings: Readings, asOf: Day): Read | null {
  const held = readings.held(measure.fact)
  const peers = comparedWith(measure, readings)
  const points = held && pointsOf(measure.curve, held.value, peers)
  if (!held || points === null || daysBetween(held.lastOn as Day, asOf) > days) return null
  return { measure, value: held.value, state: 'held', points, datedOn: held.lastOn as Day, peers }
}

function comparedWith({ fact, curve }: Measure, readings: Readings): Peers | null {
  return curve.shape === 'percentile' ? (readings.peers?.({ fact, within: curve.within }) ?? null) : null
}

import { addDays, type Day } from '#kernel/day.ts'
import type { MatchedSet } from './match.ts'

/** Sets that there must be before anything is claimed. */
export const fewestSets = 10

/** How those who left differed from those who stayed, so many days before; null figures: too few are known. */
export type Difference = {
  readonly days: number
  /** Sets of which both sides are known. */
  readonly n: number
  /** The mean of those who left, and of those who stayed beside them. */
  readonly lost: number | null
  readonly kept: number | null
  /** Mean of the differences within the sets, with its 95 % interval. */
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
}

/** A value of a customer on a day; null: it was not known then. */
export type ValueOn = (account: string, on: Day) => number | null

/**
 * The mean difference within matched sets on a day before the end: of each set the one who left against the mean of those
 * who stayed. The interval comes from drawing sets anew (percentile bootstrap, Efron & Tibshirani 1993); `random` gives
 * numbers in [0, 1).
 */
export function compareOn(
  sets: readonly MatchedSet[],
  days: number,
  valueOn: ValueOn,
  random: () => number,
): Difference {
  const pairs = sets.flatMap(({ lost, lostOn, kept }) => {
    const on = addDays(lostOn, -days)
    const value = valueOn(lost, on)
    const others = kept.flatMap((account) => valueOn(account, on) ?? [])
    return value === null || others.length === 0 ? [] : [{ lost: value, kept: mean(others) }]
  })
  const n = pairs.length
  if (n < fewestSets) return { days, n, lost: null, kept: null, difference: null, low: null, high: null }
  const differences = Float64Array.from(pairs, (pair) => pair.lost - pair.kept)
  const [low, high] = interval(differences, random)
  return {
    days,
    n,
    lost: mean(pairs.map((pair) => pair.lost)),
    kept: mean(pairs.map((pair) => pair.kept)),
    difference: mean(differences),
    low,
    high,
  }
}

/** Whether a difference is more than chance: its interval does not reach 0. */
export function isClear({ low, high }: Pick<Difference, 'low' | 'high'>): boolean {
  return low !== null && high !== null && (low > 0 || high < 0)
}

/**
 * How many days before the end the two could first be told apart for good: from then on they differ clearly, and to the
 * same side, on every day that was looked at. null: not even on the last one.
 */
export function partsAt(differences: readonly Difference[]): number | null {
  const nearestFirst = differences.toSorted((a, b) => a.days - b.days)
  const side = Math.sign(nearestFirst[0]?.difference ?? 0)
  let parted: number | null = null
  for (const one of nearestFirst) {
    if (!isClear(one) || Math.sign(one.difference ?? 0) !== side) break
    parted = one.days
  }
  return parted
}

const rounds = 400

function interval(values: Float64Array, random: () => number): readonly [number, number] {
  const means = Float64Array.from({ length: rounds }, () => {
    let sum = 0
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[Math.floor(random() * values.length)]!
    return sum / values.length
  }).sort()
  return [means[Math.round(0.025 * (rounds - 1))]!, means[Math.round(0.975 * (rounds - 1))]!]
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum / values.length
}

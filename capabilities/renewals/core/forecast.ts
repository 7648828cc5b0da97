import { chanceOf, type Judged } from './chance.ts'
import type { Outcome } from './words.ts'

/** A renewal as far as the forecast goes; amounts are ARR in minor units of one currency. */
export type Forecastable = Judged & {
  status: 'open' | 'closed'
  outcome: Outcome | null
  /** null: no price is written down. */
  atStake: number | null
  /** What the customer is expected to go on with; null: the same. */
  amount: number | null
  /** ARR after a renewal that was closed. */
  closedAmount: number | null
}

export const buckets = ['won', 'lost', 'commit', 'likely', 'at_risk', 'called_lost', 'unjudged'] as const
/** Where a renewal stands in the forecast: each in exactly one. */
export type Bucket = (typeof buckets)[number]

/** ARR that is up for renewal and what is expected of it, minor units. */
export type Forecast = Record<Bucket, number> & {
  count: number
  atStake: number
  /** What was renewed already, and of the rest each by its probability. */
  weighted: number
  /** What was renewed already, and all of the rest that nobody calls lost. */
  best: number
  /** At stake, but with no probability to weigh it by: it is in none of the weighted figures. */
  unweighed: number
  /** Renewals whose amount is unknown: they are in no sum. */
  withoutAmount: number
}

/** The bucket of a renewal. */
export function bucketOf({ status, outcome, category }: Forecastable): Bucket {
  if (status === 'closed') return outcome === 'lost' ? 'lost' : 'won'
  if (category === 'lost') return 'called_lost'
  return category ?? 'unjudged'
}

/** What a renewal counts for in its bucket: what is expected of it, or, of a lost one, what was lost. */
export function countsFor(one: Forecastable): number {
  const bucket = bucketOf(one)
  if (bucket === 'won') return one.closedAmount ?? one.atStake ?? 0
  if (bucket === 'lost' || bucket === 'called_lost') return one.atStake ?? 0
  return one.amount ?? one.atStake ?? 0
}

/** The forecast of some renewals: every one of them counts in exactly one bucket. */
export function forecastOf(renewals: readonly Forecastable[]): Forecast {
  const sums: Forecast = {
    ...(Object.fromEntries(buckets.map((bucket) => [bucket, 0])) as Record<Bucket, number>),
    count: renewals.length,
    atStake: 0,
    weighted: 0,
    best: 0,
    unweighed: 0,
    withoutAmount: 0,
  }
  for (const one of renewals) {
    const [bucket, amount] = [bucketOf(one), countsFor(one)]
    sums[bucket] += amount
    sums.atStake += one.atStake ?? 0
    if (one.atStake === null && one.amount === null && one.closedAmount === null) sums.withoutAmount++
    if (bucket === 'lost') continue
    if (bucket !== 'called_lost') sums.best += amount
    const chance = bucket === 'won' ? 100 : chanceOf(one)
    const expected = bucket === 'won' ? amount : (one.amount ?? one.atStake ?? 0)
    if (chance === null) sums.unweighed += expected
    else sums.weighted += Math.round((expected * chance) / 100)
  }
  return sums
}

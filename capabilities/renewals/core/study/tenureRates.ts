import { type Day, daysBetween } from '#kernel/day.ts'
import type { Life } from './match.ts'

/** Months of being a customer, from and up to (null: open): the renewals of yearly terms stand by themselves. */
export const tenureBands: readonly (readonly [from: number, to: number | null])[] = [
  [0, 6],
  [6, 11],
  [11, 13],
  [13, 23],
  [23, 25],
  [25, null],
]

export type TenureRate = {
  readonly from: number
  readonly to: number | null
  /** Customers that were seen in the band, and the years they were in it, added up. */
  readonly customers: number
  readonly years: number
  readonly lost: number
  /** Losses per 100 customer-years, with the 95 % interval; null: too few are lost to say. */
  readonly rate: number | null
  readonly low: number | null
  readonly high: number | null
}

const [month, year] = [30.4375, 365.25] // days, on average
const fewestYears = 5

/**
 * How often customers leave by how long they have been there: losses per customer-year that was lived in a band since a
 * day, so that whoever stayed long counts in each band for the time in it. Interval after Byar (Breslow & Day 1987).
 */
export function tenureRates(lives: readonly Life[], { since, today }: { since: Day; today: Day }): TenureRate[] {
  return tenureBands.map(([from, to]) => {
    let [days, customers, lost] = [0, 0, 0]
    for (const { startOn, lostOn } of lives) {
      const [seenFrom, seenTo] = [Math.max(0, daysBetween(startOn, since)), daysBetween(startOn, lostOn ?? today)]
      const inBand = Math.min(seenTo, to === null ? Infinity : to * month) - Math.max(seenFrom, from * month)
      if (inBand <= 0) continue
      customers++
      days += inBand
      if (lostOn !== null && lostOn >= since && seenTo > from * month && (to === null || seenTo <= to * month)) lost++
    }
    const years = days / year
    if (years < fewestYears) return { from, to, customers, years, lost, rate: null, low: null, high: null }
    const [low, high] = poisson(lost)
    return {
      from,
      to,
      customers,
      years,
      lost,
      rate: (100 * lost) / years,
      low: (100 * low) / years,
      high: (100 * high) / years,
    }
  })
}

/** The 95 % interval of a count that came about. */
function poisson(count: number): readonly [number, number] {
  const z = 1.959963984540054
  const more = count + 1
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3
  return [Math.max(0, low), more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3]
}

import { type Month, monthsBetween } from '../calendar/month.ts'
import type { Exact } from '../fraction.ts'

/** By how much the accounts of a group that began in one month changed so many months later. */
export type CohortDelta = {
  readonly key: string
  readonly began: Month
  readonly age: number
  readonly mrr: Exact
  /** Accounts that came less those that left. */
  readonly logos: number
  /** Accounts that began: of the first month alone. */
  readonly size: number
}

/**
 * A cohort by age in months. An age counts those accounts alone that have reached it: `size` of them there were, `logos` of
 * them still pay `mrr`, after `base` in the month that is the 100 %.
 */
export type CohortGrid = {
  readonly key: string
  readonly size: number
  readonly ages: readonly { size: number; logos: number; mrr: Exact; base: Exact }[]
}

/** Cohorts of any kind from what changed in them: each is made of the months in which its accounts began. */
export function cohortGrids(deltas: Iterable<CohortDelta>, until: Month, baseMonth: 0 | 1): CohortGrid[] {
  const groups = new Map<string, Map<Month, CohortDelta[]>>()
  for (const delta of deltas) {
    const months = groups.get(delta.key) ?? groups.set(delta.key, new Map()).get(delta.key)!
    const there = months.get(delta.began)
    if (there) there.push(delta)
    else months.set(delta.began, [delta])
  }
  return [...groups].map(([key, months]) => gridOf(key, months, until, baseMonth))
}

function gridOf(key: string, months: Map<Month, CohortDelta[]>, until: Month, baseMonth: 0 | 1): CohortGrid {
  const courses = [...months].map(([began, deltas]) => courseOf(deltas, monthsBetween(began, until) + 1))
  const longest = Math.max(0, ...courses.map(({ mrr }) => mrr.length))
  const ages = Array.from({ length: longest }, (_, age) => {
    const reached = courses.filter(({ mrr }) => age < mrr.length)
    return {
      size: reached.reduce((sum, { size }) => sum + size, 0),
      logos: reached.reduce((sum, { logos }) => sum + logos[age]!, 0),
      mrr: reached.reduce((sum, { mrr }) => sum + mrr[age]!, 0n),
      base: reached.reduce((sum, { mrr }) => sum + (mrr[baseMonth] ?? 0n), 0n),
    }
  })
  return { key, size: ages[0]?.size ?? 0, ages }
}

/** The course of those who began in one month: what they came to at the end of each month. */
function courseOf(deltas: readonly CohortDelta[], length: number) {
  const [mrr, logos] = [Array<Exact>(length).fill(0n), Array<number>(length).fill(0)]
  for (const delta of deltas) {
    if (delta.age >= length) continue
    mrr[delta.age]! += delta.mrr
    logos[delta.age]! += delta.logos
  }
  for (let age = 1; age < length; age++) {
    mrr[age]! += mrr[age - 1]!
    logos[age]! += logos[age - 1]!
  }
  return { mrr, logos, size: deltas.reduce((sum, { size }) => sum + size, 0) }
}

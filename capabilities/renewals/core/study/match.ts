import { addDays, type Day, daysBetween } from '#kernel/day.ts'

/** A customer from its first contract on: until it was lost, or until today. */
export type Life = { readonly account: string; readonly startOn: Day; readonly lostOn: Day | null }

/** A customer who left, with those who stayed: seen on the same days, and customers for about as long. */
export type MatchedSet = { readonly lost: string; readonly lostOn: Day; readonly kept: readonly string[] }

/** How many who stayed stand beside each who left, and what they have to have in common. */
export const matching = {
  /** At most so many of them. */
  kept: 4,
  /** They were still customers so many days after the other had left. */
  stayedDays: 90,
  /** They began so many days apart at most, */
  apart: 60,
  /** or so large a part of the time for which the one who left was a customer. */
  apartShare: 0.25,
} as const

/**
 * Puts beside each customer who left those who stayed and began nearest to when it began: on any day they have been
 * customers for about as long, and the season and whatever happened to all of them are the same for both (risk-set
 * matching on tenure and calendar time). One who stays may stand beside several.
 */
export function matchedSets(lives: readonly Life[], since: Day): MatchedSet[] {
  const byStart = lives.toSorted((a, b) => (a.startOn < b.startOn ? -1 : a.startOn > b.startOn ? 1 : 0))
  return byStart.flatMap((life, at) => {
    const { lostOn } = life
    if (lostOn === null || lostOn < since || lostOn <= life.startOn) return []
    const kept = nearest(byStart, at, lostOn)
    return kept.length === 0 ? [] : [{ lost: life.account, lostOn, kept }]
  })
}

/** Those who stayed, the nearest beginnings first, within what is alike. */
function nearest(byStart: readonly Life[], at: number, lostOn: Day): string[] {
  const { startOn } = byStart[at]!
  const furthest = Math.max(matching.apart, matching.apartShare * daysBetween(startOn, lostOn))
  const stayed = addDays(lostOn, matching.stayedDays)
  const found: string[] = []
  let [before, after] = [at - 1, at + 1]
  while (found.length < matching.kept) {
    const left = before < 0 ? Infinity : daysBetween(byStart[before]!.startOn, startOn)
    const right = after >= byStart.length ? Infinity : daysBetween(startOn, byStart[after]!.startOn)
    if (Math.min(left, right) > furthest) break
    const one = left <= right ? byStart[before--]! : byStart[after++]!
    if (one.startOn < lostOn && (one.lostOn === null || one.lostOn > stayed)) found.push(one.account)
  }
  return found
}

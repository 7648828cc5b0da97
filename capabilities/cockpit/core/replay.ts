import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Day } from '#kernel/day.ts'
import { look, type SignalState, untouched } from './edge.ts'

/** A fact of an account that became known; `at` is milliseconds since 1970. */
export type Change = { at: number; fact: string; value: FactValue }

/** A day and the instant at which it begins where the workspace is, milliseconds since 1970. */
export type DayStart = { day: Day; at: number }

/** A rule as far as a replay needs it. */
export type Replayed = {
  holdDays: number
  coolDownDays: number
  /** Whether condition and scope hold on a day. */
  holds: (read: ReadFact, today: Day) => boolean
  /** Whether the clock alone can change that. */
  movesWithClock: boolean
  /** Whether the account is there at all: an archived one is not looked at. */
  isThere: (read: ReadFact) => boolean
  /** How many days a CTA is taken to stay open: while it does, the rule does not fire again. */
  openDays: number
}

const msPerDay = 86_400_000
/** ms: the turn of a day computes every account; what is known within it belongs to its one look. */
const turnTakes = 3_600_000

/**
 * When a rule would have fired for one account: the same edge trigger that watches every day, at the instants at which it
 * looks, namely when a day begins, when a fact changes, and when a CTA is closed. At each instant only what was known by
 * then takes part. `changes` are in order of time; those before the first day are what was known when it began.
 */
export function replay(
  rule: Replayed,
  changes: readonly Change[],
  days: readonly DayStart[],
  until: number,
): { firings: { day: Day; at: number }[]; holds: boolean; heldLong: boolean } {
  const known = new Map<string, FactValue>()
  const read: ReadFact = (key) => known.get(key) ?? null
  const firings: { day: Day; at: number }[] = []
  let state: SignalState = untouched
  let openUntil = Number.NEGATIVE_INFINITY
  let next = 0
  let holds = false
  let isThere = false
  let isStale = true
  const learn = (before: number) => {
    for (; next < changes.length && changes[next]!.at < before; next++) {
      known.set(changes[next]!.fact, changes[next]!.value)
      isStale = true
    }
  }
  let dayEnds = 0
  const lookAt = (at: number, day: Day) => {
    if (isStale || rule.movesWithClock) {
      isThere = rule.isThere(read)
      holds = isThere && rule.holds(read, day)
      isStale = false
    }
    if (!isThere || (!holds && state.holdsSince === null && state.armed)) return
    const seen = look(rule, state, { holds, hasOpenCta: at < openUntil, now: at, dayEnds })
    state = seen.state
    if (!seen.fires) return
    firings.push({ day, at })
    openUntil = at + rule.openDays * msPerDay
  }
  for (const [index, { day, at: start }] of days.entries()) {
    const end = Math.min(days[index + 1]?.at ?? until, until)
    dayEnds = (days[index + 1]?.at ?? start + msPerDay) - 1
    learn(start)
    const isTold = next < changes.length && changes[next]!.at < Math.min(start + turnTakes, end)
    if (!isTold) lookAt(start, day)
    for (let last = start; ; ) {
      const change = changes[next]?.at ?? Number.POSITIVE_INFINITY
      const closing = openUntil > last ? openUntil : Number.POSITIVE_INFINITY
      const at = Math.min(change, closing)
      if (at >= end) break
      learn(at + 1)
      lookAt(at, day)
      last = at
    }
  }
  const heldLong = holds && state.holdsSince !== null && dayEnds - state.holdsSince >= rule.holdDays * msPerDay
  return { firings, holds, heldLong }
}

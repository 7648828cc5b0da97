import { type Day, daysBetween } from '#kernel/day.ts'
import { type JourneyMap, positionOf } from './map.ts'
import type { Cause } from './words.ts'

/** A stay in a phase, from the day it was entered to the day it was left (null: still there). */
export type Stay = { phase: string; enteredOn: Day; leftOn: Day | null; cause: Cause }

/**
 * The stays that count, oldest first: a move that was taken back and the stay it interrupted are replaced by the stay
 * that goes on (`undo` continues from the day the interrupted one was entered).
 */
export function settled<Some extends Stay>(stays: readonly Some[]): Some[] {
  const counted: Some[] = []
  for (const stay of stays) {
    if (stay.cause === 'undo') counted.splice(-2)
    counted.push(stay)
  }
  return counted
}

/** Which stays were taken back, by position: each that an `undo` follows. */
export function undone(stays: readonly Stay[]): boolean[] {
  return stays.map((_, at) => stays[at + 1]?.cause === 'undo')
}

/** Days of a stay up to the day it was left, or today. */
export function daysOf(stay: Stay, today: Day): number {
  return Math.max(0, daysBetween(stay.enteredOn, stay.leftOn ?? today))
}

/** Days spent in a phase over all stays that count; null where the account never was there. */
export function daysIn(stays: readonly Stay[], phase: string, today: Day): number | null {
  const there = settled(stays).filter((stay) => stay.phase === phase)
  return there.length === 0 ? null : there.reduce((sum, stay) => sum + daysOf(stay, today), 0)
}

/** How often an account has come back into the phase it is in: entries after its first one. */
export function returnsTo(stays: readonly Stay[], phase: string): number {
  return Math.max(0, settled(stays).filter((stay) => stay.phase === phase).length - 1)
}

/** Days the account took for the map's first phase; null while it is there, and where it came in beyond it. */
export function onboardingDays(map: JourneyMap, stays: readonly Stay[], today: Day): number | null {
  const first = map.phases[0].key
  const current = settled(stays).at(-1)
  return !current || current.phase === first ? null : daysIn(stays, first, today)
}

/** Where a phase of the map stands for an account: passed through, the current one, ahead, or behind it without a stay. */
export function phaseStatus(
  map: JourneyMap,
  stays: readonly Stay[],
  phase: string,
): 'done' | 'current' | 'ahead' | 'skipped' {
  const current = stays.at(-1)?.phase ?? map.phases[0].key
  if (phase === current) return 'current'
  if (positionOf(map, phase) > positionOf(map, current)) return 'ahead'
  return settled(stays).some((stay) => stay.phase === phase) ? 'done' : 'skipped'
}

/** How often an account went back to an earlier phase, and when for the last time. */
export function timesBack(map: JourneyMap, stays: readonly Stay[]): { times: number; lastOn: Day | null } {
  const counted = settled(stays)
  const back = counted.filter((stay, at) => {
    const before = counted[at - 1]
    const [from, to] = [before ? positionOf(map, before.phase) : -1, positionOf(map, stay.phase)]
    return to >= 0 && to < from
  })
  return { times: back.length, lastOn: back.at(-1)?.enteredOn ?? null }
}

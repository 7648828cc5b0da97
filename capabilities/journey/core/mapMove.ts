import { type IsMet, phasesAhead, startingPhase } from './follow.ts'
import { type JourneyMap, phaseOf, positionOf } from './map.ts'

/** For phases that a new version does not have: to which of its phases those who are there come. */
export type Named = Readonly<Record<string, string>>

/** The phase that a stay goes on in on another map: the same, or the one it was named; null: facts have to say. */
export function phaseOnto(map: JourneyMap, phase: string, named: Named): string | null {
  const wanted = phaseOf(map, phase) ? phase : named[phase]
  return wanted !== undefined && phaseOf(map, wanted) ? wanted : null
}

/** In which phase an account is once it is on a map and its criteria were asked. `current`: its stay until then. */
export function phaseAfter(
  map: JourneyMap,
  current: { phase: string; ask: boolean } | null,
  named: Named,
  holds: (condition: string) => boolean,
  isMet: IsMet,
): string {
  const from = current && phaseOnto(map, current.phase, named)
  if (!current || !from) return startingPhase(map, holds, isMet).key
  return phasesAhead(map, from, isMet, current.ask).at(-1)?.key ?? from
}

/**
 * Where those who are in a phase that is no longer there would best go on: in the nearest phase before it that still is,
 * else in the first.
 */
export function suggestedPhase(before: JourneyMap, after: JourneyMap, phase: string): string {
  const earlier = before.phases.slice(0, Math.max(0, positionOf(before, phase)))
  return earlier.findLast(({ key }) => phaseOf(after, key))?.key ?? after.phases[0].key
}

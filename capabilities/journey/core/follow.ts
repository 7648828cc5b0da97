import { type JourneyMap, type Milestone, nextPhase, type Phase, phaseOf } from './map.ts'

/** Whether a milestone is met now: its condition holds, or somebody has confirmed it. */
export type IsMet = (milestone: Milestone) => boolean

/** Where an account stands in a phase. */
export type Standing = {
  phase: Phase
  /** Keys of exit criteria that are not met. */
  missing: string[]
  /** Share of the phase's milestones that are met, 0 to 100 in whole percent; 100 where it has none. */
  donePercent: number
  /** All exit criteria are met and a person is to say whether the account goes on. */
  mayLeave: boolean
}

/** How an account stands in a phase; `ask` where this account leaves it by a person's word alone. */
export function standing(map: JourneyMap, phase: Phase, isMet: IsMet, ask = false): Standing {
  const met = phase.milestones.filter(isMet)
  const missing = phase.milestones.filter((one) => one.exit && !met.includes(one)).map((one) => one.key)
  const done = phase.milestones.length === 0 ? 100 : Math.round((100 * met.length) / phase.milestones.length)
  const mayLeave = (ask || phase.leave === 'ask') && canLeave(map, phase, missing)
  return { phase, missing, donePercent: done, mayLeave }
}

/** A phase without exit criteria is left by a person alone, and the last one not at all. */
function canLeave(map: JourneyMap, phase: Phase, missing: readonly string[]): boolean {
  return missing.length === 0 && phase.milestones.some((one) => one.exit) && nextPhase(map, phase.key) !== null
}

/**
 * The phases an account goes on to now, in order; none where exit criteria are missing, where the phase asks first, or
 * where a person has put the account here although the criteria held already (`ask`): then it takes a person's word.
 */
export function phasesAhead(map: JourneyMap, from: string, isMet: IsMet, ask: boolean): Phase[] {
  const ahead: Phase[] = []
  let phase = phaseOf(map, from)
  let asks = ask
  while (phase && !asks && phase.leave === 'automatic' && canLeave(map, phase, standing(map, phase, isMet).missing)) {
    phase = nextPhase(map, phase.key) ?? undefined
    if (phase) ahead.push(phase)
    asks = false
  }
  return ahead
}

/**
 * Where an account begins that was never placed: in the last phase that it can be seen to have arrived in (by the
 * phase's own condition), and from there as far as its exit criteria carry it.
 */
export function startingPhase(map: JourneyMap, holds: (condition: string) => boolean, isMet: IsMet): Phase {
  const arrived = map.phases.findLast((phase) => phase.arrivesWhen !== null && holds(phase.arrivesWhen))
  const start = arrived ?? map.phases[0]
  return phasesAhead(map, start.key, isMet, false).at(-1) ?? start
}

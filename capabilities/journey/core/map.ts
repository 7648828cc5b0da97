import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Side, Touch } from './words.ts'

/** A result inside a phase that can be told to be reached or not. */
export type Milestone = {
  key: string
  label: Label
  help?: Label
  /** Whether the phase is left only with it. */
  exit: boolean
  /** A condition over facts; a person or the customer may confirm the milestone as well. `byWord`: only they. */
  condition: string
  /** What is looked at to tell that it is reached, in words. */
  evidence?: Label
  /** Keys of steps of plans; one of them done reaches the milestone as well. */
  steps?: readonly string[]
  /** Usual days from entering the phase to here. */
  usualDays?: number
} & Links

/** What is used at a place of the map: templates of plans and items of content, by their keys. */
export type Links = { plans?: readonly string[]; content?: readonly string[] }

/** The condition of a milestone that facts cannot tell: it never holds, so that a person or the customer has to say so. */
export const byWord = 'false'

/** What customers meet on the way, from which side it comes, and what helps. */
export type Obstacle = { key?: string; label: Label; side: Side; hint: Label }

/** What we do for customers of a touch model in a phase. It has a key and a side where it was written in the editor. */
export type Support = Label & { key?: string; side?: Side } & Links

export type Phase = {
  key: string
  label: Label
  /** What the customer has when the phase is over. */
  aim: Label
  /** Usual stay in days; null: the phase has no end of its own and nobody is late in it. */
  usualDays: number | null
  usualDaysByTouch: Partial<Record<Touch, number>>
  /** Whether the phase is left by itself when its exit criteria hold, or a person is asked first. */
  leave: 'automatic' | 'ask'
  /** A customer that comes to Banso with a history starts in the last phase whose condition holds; null: never here. */
  arrivesWhen: string | null
  milestones: readonly Milestone[]
  obstacles: readonly Obstacle[]
  support: Record<Touch, readonly Support[]>
} & Links

/** The way to success, as one version of it says: phases in order, the first is where everybody begins. */
export type JourneyMap = {
  key: string
  label: Label
  /** For which accounts, in the condition language; null or left out: for all that no map before it takes. */
  when?: string | null
  /** From which multiple of the usual stay an account counts as late, and as stalled. */
  watchAt: number
  stalledAt: number
  phases: readonly [Phase, ...Phase[]]
}

export function phaseOf(map: JourneyMap, key: string): Phase | undefined {
  return map.phases.find((phase) => phase.key === key)
}

/** Where in the order of the map a phase stands, from 0; -1 where the map does not know it. */
export function positionOf(map: JourneyMap, key: string): number {
  return map.phases.findIndex((phase) => phase.key === key)
}

/** The phase that follows, or null from the last one. */
export function nextPhase(map: JourneyMap, key: string): Phase | null {
  const position = positionOf(map, key)
  return position < 0 ? null : (map.phases[position + 1] ?? null)
}

/** The usual stay in days for a customer of this touch model; null where the phase has none. */
export function usualDaysOf(phase: Phase, touch: Touch | null): number | null {
  if (phase.usualDays === null) return null
  return (touch && phase.usualDaysByTouch[touch]) ?? phase.usualDays
}

/** Every condition that a map asks, each once. */
export function conditionsOf(map: JourneyMap): string[] {
  const all = map.phases.flatMap((phase) => [
    ...(phase.arrivesWhen === null ? [] : [phase.arrivesWhen]),
    ...phase.milestones.map((milestone) => milestone.condition),
  ])
  return [...new Set(map.when ? [map.when, ...all] : all)]
}

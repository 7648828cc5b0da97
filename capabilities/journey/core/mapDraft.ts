import type { Label } from '#capabilities/facts/core/fact.ts'
import { byWord, type JourneyMap, type Links, type Milestone, type Obstacle, type Phase, type Support } from './map.ts'
import { type Touch, touches } from './words.ts'

/** Whatever stands in a phase of a map that is being written has a key of its own in the whole map. */
type DraftObstacle = Obstacle & { key: string }
export type DraftSupport = Support & { key: string }
export type DraftPhase = Omit<Phase, 'obstacles' | 'support'> & {
  obstacles: readonly DraftObstacle[]
  support: Record<Touch, readonly DraftSupport[]>
}

/** A map as it is being written: all of it but the key it is kept under. It may be wrong in any way. */
export type MapDraft = Omit<JourneyMap, 'key' | 'when' | 'phases'> & {
  when: string | null
  phases: readonly DraftPhase[]
}

/** What is written of a map. Obstacles and support that have no keys are given them, always the same ones. */
export function draftOf(map: JourneyMap): MapDraft {
  const { label, watchAt, stalledAt } = map
  let obstacles = 0
  let support = 0
  const keyed = (one: Support): DraftSupport => ({ ...one, key: one.key ?? `support_${++support}` })
  const phases = map.phases.map(
    (phase): DraftPhase => ({
      ...phase,
      obstacles: phase.obstacles.map((one) => ({ ...one, key: one.key ?? `obstacle_${++obstacles}` })),
      support: {
        high: phase.support.high.map(keyed),
        low: phase.support.low.map(keyed),
        tech: phase.support.tech.map(keyed),
      },
    }),
  )
  return { label, when: map.when ?? null, watchAt, stalledAt, phases }
}

/** The map that a draft says, under its key; null: it has no phase. */
export function mapFrom(draft: MapDraft, key: string): JourneyMap | null {
  const [first, ...rest] = draft.phases
  return first ? { ...draft, key, phases: [first, ...rest] } : null
}

/** Every key that is taken in a draft, once for each time it is. */
export function keysIn(draft: MapDraft): string[] {
  return draft.phases.flatMap((phase) => [
    phase.key,
    ...phase.milestones.map(({ key }) => key),
    ...phase.obstacles.map(({ key }) => key),
    ...touches.flatMap((touch) => phase.support[touch].map(({ key }) => key)),
  ])
}

/** A key that nothing in the draft has yet: `phase_3`. Keys that were taken away are not given again while others stand. */
export function freeKey(draft: MapDraft, prefix: string): string {
  const taken = new Set(keysIn(draft))
  const numbers = [...taken].flatMap((key) =>
    key.startsWith(`${prefix}_`) ? [Number(key.slice(prefix.length + 1))] : [],
  )
  let number = Math.max(0, ...numbers.filter(Number.isInteger)) + 1
  while (taken.has(`${prefix}_${number}`)) number++
  return `${prefix}_${number}`
}

const noLabel: Label = { ja: '', en: '' }

/** A phase to begin with. */
export function newPhase(draft: MapDraft, label: Label): DraftPhase {
  return {
    key: freeKey(draft, 'phase'),
    label,
    aim: noLabel,
    usualDays: 90,
    usualDaysByTouch: {},
    leave: 'automatic',
    arrivesWhen: null,
    milestones: [],
    obstacles: [],
    support: { high: [], low: [], tech: [] },
  }
}

/** Cards to begin with: a milestone is told by a person's word until a condition is given. */
export const newMilestone = (draft: MapDraft, label: Label): Milestone => ({
  key: freeKey(draft, 'milestone'),
  label,
  exit: true,
  condition: byWord,
})
export const newObstacle = (draft: MapDraft, label: Label): DraftObstacle => ({
  key: freeKey(draft, 'obstacle'),
  label,
  side: 'operation',
  hint: noLabel,
})
export const newSupport = (draft: MapDraft, label: Label): DraftSupport => ({
  ...label,
  key: freeKey(draft, 'support'),
  side: 'operation',
})

/** What is linked at a place, without empty lists. */
export function linksOf({ plans, content }: Links): Links {
  return { ...(plans?.length ? { plans } : {}), ...(content?.length ? { content } : {}) }
}

import type { Label } from '#capabilities/facts/core/fact.ts'

/**
 * How an account came into a phase. `import` is a phase named by imported data, `undo` the way back from a move, `map`
 * another map or another version of it.
 */
export const causes = ['start', 'criteria', 'person', 'import', 'undo', 'map'] as const
export type Cause = (typeof causes)[number]

/** Who says that a milestone is reached. */
export const sources = ['facts', 'plan', 'person', 'customer', 'import'] as const
export type Source = (typeof sources)[number]

/** Against the usual stay: within it (or without one), over it by the factor to watch, over it by the factor of a stall. */
export const latenesses = ['on_time', 'watch', 'stalled'] as const
export type Lateness = (typeof latenesses)[number]

/** What a person may do with an account's way. */
export const moves = ['move', 'undo', 'confirm', 'unconfirm'] as const
export type Move = (typeof moves)[number]

export const touches = ['high', 'low', 'tech'] as const
export type Touch = (typeof touches)[number]

/** From which side a map looks at what hinders and helps: the system, how work is done with it, the people. */
export const sides = ['system', 'operation', 'staff'] as const
export type Side = (typeof sides)[number]

export const latenessLabels: Record<Lateness, Label> = {
  on_time: { ja: '予定どおり', en: 'On time' },
  watch: { ja: '遅れ気味', en: 'Running late' },
  stalled: { ja: '停滞', en: 'Stalled' },
}

/** On whose side lies what keeps a customer from going on. */
export const blockerSides = ['ours', 'customer'] as const
export type BlockerSide = (typeof blockerSides)[number]

/** Both at once, for whoever only wants to know who has to move. */
export const blockedSides = [...blockerSides, 'both'] as const
export const blockedSideLabels: Record<(typeof blockedSides)[number], Label> = {
  ours: { ja: '自社側', en: 'Our side' },
  customer: { ja: '顧客側', en: "The customer's side" },
  both: { ja: '両方', en: 'Both sides' },
}

/** By what a person saw that a milestone is reached. */
export const evidences = ['usage', 'customer', 'visit'] as const
export type Evidence = (typeof evidences)[number]

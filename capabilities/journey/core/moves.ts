import type { Cause, Move, Source } from './words.ts'

/** What stands against a move; words for it live in copy. */
export type MoveRefusal =
  | 'same_phase'
  | 'unknown_phase'
  | 'nothing_to_undo'
  | 'unknown_milestone'
  | 'already_confirmed'
  | 'not_confirmed'

/** What may be done in a stay, by how the account came into it: only what a person or the criteria did is taken back. */
const movesAfter = {
  move: ['start', 'criteria', 'person', 'import', 'undo', 'map'],
  undo: ['criteria', 'person'],
  confirm: ['start', 'criteria', 'person', 'import', 'undo', 'map'],
  unconfirm: ['start', 'criteria', 'person', 'import', 'undo', 'map'],
} satisfies Record<Move, Cause[]>

/** Whether a move may be made in a stay that began so, and if not, why not. */
export function mayMove(move: Move, cause: Cause): MoveRefusal | null {
  return (movesAfter[move] as Cause[]).includes(cause) ? null : 'nothing_to_undo'
}

/** Whether a milestone may be confirmed, or its confirmation taken back; what facts said stays. */
export function mayConfirm(move: 'confirm' | 'unconfirm', source: Source | null): MoveRefusal | null {
  const byPerson = source === 'person' || source === 'customer'
  if (move === 'confirm') return byPerson ? 'already_confirmed' : null
  return byPerson ? null : 'not_confirmed'
}

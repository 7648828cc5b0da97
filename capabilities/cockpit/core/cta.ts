import type { Day } from '#kernel/day.ts'
import type { PersonId } from '#kernel/id.ts'
import { type CtaMove, type CtaStatus, ctaMoves, type Outcome } from './words.ts'

/** Where a CTA stands. */
export type CtaState =
  | { status: 'open' }
  | { status: 'snoozed'; until: Day; reason: string | null }
  | { status: 'closed'; outcome: Outcome; note: string | null; by: PersonId | null; at: Date }

/** What may be done with a CTA, by where it stands. */
const movesFrom = {
  edit: ['open', 'snoozed'],
  snooze: ['open', 'snoozed'],
  reopen: ['snoozed', 'closed'],
  delegate: ['open', 'snoozed'],
  close: ['open', 'snoozed'],
  pin: ['open', 'snoozed'],
} satisfies Record<CtaMove, CtaStatus[]>

/** What stands against a move; words for it live in copy. */
export type CtaRefusal = 'cta_is_closed' | 'cta_is_open'

/** Whether a move may be made now, and if not, why not. */
export function mayMove(move: CtaMove, status: CtaStatus): CtaRefusal | null {
  if ((movesFrom[move] as CtaStatus[]).includes(status)) return null
  return status === 'closed' ? 'cta_is_closed' : 'cta_is_open'
}

/** All moves, each with what stands against it. */
export function movesOf(status: CtaStatus): { move: CtaMove; allowed: boolean; why: CtaRefusal | null }[] {
  return ctaMoves.map((move) => {
    const why = mayMove(move, status)
    return { move, allowed: why === null, why }
  })
}

/** Where a CTA stands on a day: one that was put off until that day, or an earlier one, is open again. */
export function onDay(state: CtaState, today: Day): CtaState {
  return state.status === 'snoozed' && state.until <= today ? { status: 'open' } : state
}

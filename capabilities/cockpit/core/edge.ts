import type { SignalRule } from './rule.ts'

/**
 * What a rule remembers of an account. Instants are milliseconds since 1970. `armed`: the condition has not been reported
 * since it last became true.
 */
export type SignalState = { holdsSince: number | null; firedAt: number | null; armed: boolean }

/** Of an account that a rule never looked at: a condition that holds already is news. */
export const untouched: SignalState = { holdsSince: null, firedAt: null, armed: true }

export type Sight = {
  /** Whether the condition holds, for an account in the rule's scope. */
  holds: boolean
  /** Whether a CTA that this rule raised for the account is not closed yet. */
  hasOpenCta: boolean
  now: number
  /** The last instant of the day it is: days are counted up to it, so that no hour decides whether a rule fires. */
  dayEnds: number
}

const msPerDay = 86_400_000

/**
 * One look at an account. A rule fires once each time its condition becomes true: after it has held for `holdDays`, not
 * while a CTA of the rule is open, and not within `coolDownDays` of the last firing. A becoming-true that falls into such
 * a time is reported when it has passed, if the condition still holds. While the condition stays true after a firing,
 * nothing fires again, closed CTA or not: only its end re-arms the rule.
 */
export function look(
  rule: Pick<SignalRule, 'holdDays' | 'coolDownDays'>,
  state: SignalState,
  sight: Sight,
): { state: SignalState; fires: boolean } {
  if (!sight.holds) {
    const quiet = state.holdsSince === null && state.armed
    return { state: quiet ? state : { ...state, holdsSince: null, armed: true }, fires: false }
  }
  const holdsSince = state.holdsSince ?? sight.now
  const heldLong = sight.dayEnds - holdsSince >= rule.holdDays * msPerDay
  const cooled = state.firedAt === null || sight.dayEnds - state.firedAt >= rule.coolDownDays * msPerDay
  const fires = state.armed && heldLong && cooled && !sight.hasOpenCta
  if (fires) return { state: { holdsSince, firedAt: sight.now, armed: false }, fires }
  return { state: state.holdsSince === holdsSince ? state : { ...state, holdsSince }, fires }
}

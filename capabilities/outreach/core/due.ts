import { addBusinessDays, type BusinessCalendar, isBusinessDay } from '#kernel/businessCalendar.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { Sequence, SequenceMail } from './sequence.ts'
import { instantOf, nextOpening } from './window.ts'

/** A step of the plan that is followed, as it stands. */
export type FollowedStep = {
  key: string
  status: 'open' | 'doing' | 'done' | 'skipped'
  /** Since when, or from when on, it can be done; null while it waits for others. */
  readyOn: Day | null
  dueOn: Day
  /** Since when it is done; null while it is not. */
  doneOn: Day | null
}

/** What a sequence follows at one customer. */
export type Followed = {
  /** The day it begins with: the kick-off, the day the phase was entered, or the date itself. */
  beganOn: Day
  steps: readonly FollowedStep[]
}

/** What became of a mail of the sequence so far. */
export type Earlier = { status: 'planned' | 'queued' | 'sent' | 'skipped' | 'failed' | 'held_out'; on: Day | null }

export type Clock = { now: number; calendar: BusinessCalendar; timeZone: string }

/** What is to be done about a mail: it is due at an instant (ms), waits for something, or is not needed (any more). */
export type Due = { is: 'due'; at: number } | { is: 'waits' } | { is: 'skip'; reason: 'reached' | 'step_gone' }

/** The business day so many before a day. */
function businessDaysBefore(calendar: BusinessCalendar, from: Day, count: number): Day {
  let on = from
  for (let left = count; left > 0; ) {
    on = addDays(on, -1)
    if (isBusinessDay(calendar, on)) left--
  }
  return on
}

const shifted = (calendar: BusinessCalendar, from: Day, days: number): Day =>
  days >= 0 ? addBusinessDays(calendar, from, days) : businessDaysBefore(calendar, from, -days)

/** When each mail of a sequence is due for one customer, in order; `earlier` tells what became of those that are over. */
export function duesOf(
  { mails, window }: Pick<Sequence, 'mails' | 'window'>,
  followed: Followed,
  earlier: ReadonlyMap<string, Earlier>,
  clock: Clock,
): Map<string, Due> {
  const steps = new Map(followed.steps.map((step) => [step.key, step]))
  const dues = new Map<string, Due>()
  let before: { on: Day | null } = { on: null }
  for (const mail of mails) {
    const due = dueOf(mail, followed, steps, before.on, { ...clock, window })
    dues.set(mail.key, due)
    before = { on: afterThis(earlier.get(mail.key), due, before.on, clock) }
  }
  return dues
}

/** A mail that would have been due so long ago when it was first seen is not made up for: seven days. */
export const isTooLate = (at: number, now: number): boolean => at < now - 7 * 86_400_000

/** The day from which the next mail counts: when this one went out, or is going to; one that was skipped leaves it as it was. */
function afterThis(known: Earlier | undefined, due: Due, before: Day | null, clock: Clock): Day | null {
  if (known && known.status !== 'planned') return known.on ?? before
  if (due.is === 'due')
    return dayOf(
      known === undefined && isTooLate(due.at, clock.now) ? due.at : Math.max(due.at, clock.now),
      clock.timeZone,
    )
  return due.is === 'skip' ? (before ?? dayOf(clock.now, clock.timeZone)) : null
}

function dueOf(
  { when, purpose }: SequenceMail,
  followed: Followed,
  steps: ReadonlyMap<string, FollowedStep>,
  previousOn: Day | null,
  clock: Clock & Pick<Sequence, 'window'>,
): Due {
  const isOver = (key: string) => ['done', 'skipped'].includes(steps.get(key)?.status ?? '')
  if (purpose.is === 'step' && isOver(purpose.step)) return { is: 'skip', reason: 'reached' }
  const at = (on: Day): Due => ({
    is: 'due',
    at: nextOpening(instantOf(on, clock.window.from, clock.timeZone), clock),
  })
  switch (when.at) {
    case 'begin':
      return at(shifted(clock.calendar, followed.beganOn, when.days))
    case 'previous':
      return previousOn === null ? { is: 'waits' } : at(shifted(clock.calendar, previousOn, when.days))
    default: {
      const step = steps.get(when.step)
      if (!step) return { is: 'skip', reason: 'step_gone' }
      if (when.at === 'done') {
        if (step.status === 'skipped') return { is: 'skip', reason: 'step_gone' }
        return step.doneOn === null ? { is: 'waits' } : at(shifted(clock.calendar, step.doneOn, when.days))
      }
      if (isOver(when.step)) return { is: 'skip', reason: 'reached' }
      if (step.readyOn === null) return { is: 'waits' }
      if (when.at === 'ready') return at(shifted(clock.calendar, step.readyOn, when.days))
      return at(shifted(clock.calendar, step.dueOn, when.at === 'before_due' ? -when.days : when.days))
    }
  }
}

import type { Terms } from '#capabilities/revenue/core/term.ts'
import { renewalMonths, renewalOn, termState } from '#capabilities/revenue/core/term.ts'
import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { Category } from './words.ts'

/** Days before the end of a term on which its renewal is opened, unless the workspace says otherwise. */
export const usualDaysBefore = 120

/** A renewal that somebody works on. */
export type Living = { termEnd: Day; category: Category | null }

/** What a contract's renewal needs today. */
export type Step =
  | { step: 'open'; termEnd: Day }
  /** The end of the term was changed: it is about another day now. */
  | { step: 'move'; termEnd: Day }
  | { step: 'withdraw' }
  /** The term ended and the next one began by itself. */
  | { step: 'renewed' }

/** A contract as far as its renewals go. `goesOn`: something recurring is sold in it on a day, or no lines were written down. */
export type Renewing = { terms: Terms; goesOn: (on: Day) => boolean }

/**
 * What has to be done about the renewal of one contract on a day, in order; nothing where all is as it ought to be. `contract`
 * is null where it is archived, `settled` are the term ends of its renewals that were closed. Done once, the same
 * day asks for nothing more: that is how a term comes to have one renewal, however often and on whatever days one looks.
 */
export function stepsFor(
  contract: Renewing | null,
  living: Living | null,
  settled: ReadonlySet<Day>,
  { today, daysBefore }: { today: Day; daysBefore: number },
): Step[] {
  const due = contract && dueTerm(contract, settled, today, daysBefore)
  const opening: Step[] = due ? [{ step: 'open', termEnd: due }] : []
  if (!living) return opening
  if (!contract) return [{ step: 'withdraw' }]
  const { terms } = contract
  if (!endsTerm(terms, living.termEnd)) {
    const target = due ?? endedOn(terms, today)
    if (target && !settled.has(target)) return [{ step: 'move', termEnd: target }]
    return [{ step: 'withdraw' }]
  }
  const over = living.termEnd <= today
  const byItself = terms.autoRenews === true && living.category !== 'lost' && contract.goesOn(living.termEnd)
  return over && byItself ? [{ step: 'renewed' }, ...opening] : []
}

/** The end of the term to be renewed next, where it is near enough and nobody has closed its renewal. */
function dueTerm({ terms, goesOn }: Renewing, settled: ReadonlySet<Day>, today: Day, daysBefore: number): Day | null {
  if (termState(terms, today) !== 'active') return null
  const next = renewalOn(terms, today)
  if (next === null || daysBetween(today, next) > daysBefore || settled.has(next)) return null
  return rolls(terms) || !goesOn(addDays(next, -1)) ? null : next
}

/** What goes on by itself from month to month is a subscription without terms: nobody works on twelve renewals a year. */
function rolls(terms: Terms): boolean {
  return terms.autoRenews === true && terms.endOn !== null && renewalMonths({ ...terms, endOn: terms.endOn }) === 1
}

/** Whether a term of the contract ends on a day. */
export function endsTerm(terms: Terms, on: Day): boolean {
  const { endOn } = terms
  if (endOn === null) return false
  if (endOn === on || terms.autoRenews !== true) return endOn === on
  const months = renewalMonths({ ...terms, endOn })
  let end = endOn
  for (let renewals = 1; end < on; renewals++) end = addMonths(endOn, months * renewals)
  return end === on
}

function endedOn({ endOn, autoRenews }: Terms, today: Day): Day | null {
  return endOn !== null && endOn <= today && autoRenews !== true ? endOn : null
}

/** The last day on which notice can be given for the end of a term; null where no notice is agreed. */
export function noticeFor({ noticeDays }: Terms, termEnd: Day): Day | null {
  return noticeDays === null ? null : addDays(termEnd, -noticeDays - 1)
}

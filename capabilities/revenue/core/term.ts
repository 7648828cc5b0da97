import { addDays, addMonths, type Day, wholeMonths } from '#kernel/day.ts'

/** Where one contract stands on a day. */
export const termStates = ['upcoming', 'active', 'ended'] as const
export type TermState = (typeof termStates)[number]

/** The terms of a contract, as far as its state and renewal follow from them. `endOn` is the first day not covered. */
export type Terms = {
  startOn: Day
  endOn: Day | null
  autoRenews: boolean | null
  noticeDays: number | null
  renewalMonths: number | null
}

/** Whether a contract holds on a day: from its start to its end, and beyond it where it renews by itself. */
export function termState(terms: Terms, on: Day): TermState {
  if (on < terms.startOn) return 'upcoming'
  return terms.endOn === null || on < terms.endOn || terms.autoRenews === true ? 'active' : 'ended'
}

/** Months by which a contract renews: as agreed, else as long as its term was in whole months (at least one). */
export function renewalMonths(terms: Terms & { endOn: Day }): number {
  return terms.renewalMonths ?? Math.max(1, wholeMonths(terms.startOn, terms.endOn))
}

/**
 * The first day of the next term, strictly after `on`: the end of the current term, moved on term by term for a contract
 * that renews by itself. null: open-ended, or over.
 */
export function renewalOn(terms: Terms, on: Day): Day | null {
  const { endOn } = terms
  if (endOn === null) return null
  if (on < endOn) return endOn
  if (terms.autoRenews !== true) return null
  const months = renewalMonths({ ...terms, endOn })
  // Counted from the first end each time: 31 January + 1 month + 1 month is the end of March, not the 28th.
  let renewals = 1
  while (addMonths(endOn, months * renewals) <= on) renewals++
  return addMonths(endOn, months * renewals)
}

/** The last day on which notice can be given before the next renewal; null where no notice period is agreed. */
export function noticeBy(terms: Terms, on: Day): Day | null {
  const renewal = renewalOn(terms, on)
  return renewal === null || terms.noticeDays === null ? null : addDays(renewal, -terms.noticeDays - 1)
}

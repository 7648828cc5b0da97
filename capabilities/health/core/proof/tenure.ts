import { addMonths, type Day } from '#kernel/day.ts'

/** How long a customer has been one, in months: fewer than 6, 6 to 12, 12 to 24, 24 and more. */
export const tenures = ['months0', 'months6', 'months12', 'months24'] as const
export type Tenure = (typeof tenures)[number]

/** How long somebody whose first contract began on a day had been a customer on another; null: not known, or not yet. */
export function tenureOf(startedOn: Day | null, on: Day): Tenure | null {
  if (startedOn === null || startedOn > on) return null
  if (addMonths(startedOn, 24) <= on) return 'months24'
  if (addMonths(startedOn, 12) <= on) return 'months12'
  return addMonths(startedOn, 6) <= on ? 'months6' : 'months0'
}

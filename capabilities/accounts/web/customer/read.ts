import type { Customer } from './apis.ts'

type Facts = Customer['facts']

/** A fact of the customer as a number, or null where it is missing. */
export function numberOf(facts: Facts, key: string): number | null {
  const value = facts[key]
  return typeof value === 'number' ? value : null
}

/** A fact of the customer as a text (a choice's key, a day), or null where it is missing. */
export function textOf(facts: Facts, key: string): string | null {
  const value = facts[key]
  return typeof value === 'string' ? value : null
}

/** By how many percent `now` is more than `before`; null where there was nothing before. */
export function growth(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : Math.round(((now - before) / before) * 1000) / 10
}

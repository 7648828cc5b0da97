import type { Allowance } from './roles.ts'

/** A view as somebody else ends by itself after this long, in minutes. */
export const viewingMinutes = 60

/**
 * What is allowed to whoever looks as somebody else: what both are allowed. Null where it may not be: somebody who does
 * not reach all customers could come to see some that are none of theirs.
 */
export function allowedToBoth(own: Allowance, other: Allowance): Allowance | null {
  if (own.rowScope !== 'all' || !own.permissions.includes('people.manage')) return null
  return {
    permissions: other.permissions.filter((one) => own.permissions.includes(one)),
    rowScope: other.rowScope,
    fieldClasses: other.fieldClasses.filter((one) => own.fieldClasses.includes(one)),
  }
}

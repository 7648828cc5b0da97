import type { Allowance } from './roles.ts'

/**
 * Whether whoever may do so much may hand it to somebody, or take it away: of permissions, reach and kinds of fields
 * nothing more than they have themselves.
 */
export function mayGive(giver: Allowance, given: Allowance): boolean {
  return (
    given.permissions.every((permission) => giver.permissions.includes(permission)) &&
    (giver.rowScope === 'all' || giver.rowScope === given.rowScope) &&
    given.fieldClasses.every((one) => giver.fieldClasses.includes(one))
  )
}

import { ORPCError } from '@orpc/server'
import type { Issue } from '#kernel/exchange.ts'

/** Answers that the thing is not there, whether it never was, is gone, or belongs to somebody else. */
export function notFound(): Error {
  return new ORPCError('NOT_FOUND', { defined: true, status: 404 })
}

/** Refuses values, each named with its field and the rule it breaks. */
export function refused(issues: readonly Issue[]): Error {
  return new ORPCError('REFUSED', { defined: true, status: 422, data: { issues } })
}

/** Refuses a change that was made from a state that is no longer there: somebody else changed it meanwhile. */
export function changedMeanwhile(version: number): Error {
  const issues: Issue[] = [{ field: 'version', value: `${version}`, rule: 'changed_meanwhile' }]
  return new ORPCError('CONFLICT', { defined: true, status: 409, data: { issues } })
}

/** Refuses for want of a permission that the route alone does not tell (sharing a view needs more than saving it). */
export function forbidden(needs: string): Error {
  return new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs } })
}

import { ORPCError } from '@orpc/server'
import type { Issue } from '#kernel/exchange.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { SignedIn } from '#platform/identity/identity.ts'
import { judgePassword } from '#platform/identity/passwordRules.ts'

/** The error that names a refused field and the rule it broke. */
export function refused(field: string, rule: string, value?: string): ORPCError<'REFUSED', { issues: Issue[] }> {
  const issues = [{ field, rule, ...(value === undefined ? {} : { value }) }]
  return new ORPCError('REFUSED', { defined: true, status: 422, data: { issues } })
}

/** The error for a proof of identity that was turned down. */
export function denied(
  denial: Exclude<SignedIn, { ok: true }>,
  field: string,
  rule: string,
): ORPCError<string, unknown> {
  if (denial.reason === 'second')
    return new ORPCError('FACTOR_NEEDED', { defined: true, status: 401, data: denial.awaited })
  if (denial.reason === 'wrong') return refused(field, rule)
  const { retryAfterSeconds } = denial
  return new ORPCError('TOO_MANY', { defined: true, status: 429, data: { retryAfterSeconds } })
}

/**
 * Refuses to change an identity from a session that a company's provider vouches for: the identity may be a person at another
 * company too, of whom that provider has no say.
 */
export function refuseVouched({ caller }: Pick<CallContext, 'caller'>): void {
  if (caller.providerId) throw refused('', 'session.vouched')
}

/** Refuses a new password that breaks a rule; `known` is what is known of its owner. */
export function refuseWeakPassword(field: string, password: string, known: readonly string[]): void {
  const rule = judgePassword(password, [...known, 'banso', '伴走'])
  if (rule) throw refused(field, rule)
}

import { ORPCError } from '@orpc/server'
import type { Issue } from '#kernel/exchange.ts'
import type { Problem } from '#kernel/problem.ts'
import { isDenied, isDiskBroken, isDiskFull, isUnavailable, isWithheld } from '#platform/database/unavailable.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import type { Locale } from './context.ts'
import { codeOfStatus, problemText } from './problemText.ts'

/** Any error as one that may be shown: what nobody foresaw becomes a bare 500, a store that is away a 503. */
export function asShown(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error as ORPCError<string, unknown>
  if (isDiskFull(error)) return noSpace(error)
  if (isDiskBroken(error)) return diskTakesNothing(error)
  const part = partAway(error)
  if (part) return new ORPCError('UNAVAILABLE', { defined: true, status: 503, data: { part }, cause: error })
  if (isDenied(error))
    return new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: 'scope.all' }, cause: error })
  if (isWithheld(error))
    return new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: 'sees.withheld' }, cause: error })
  const status = statusOf(error)
  return new ORPCError(codeOfStatus(status), { status, cause: error })
}

/** There is no room for what was asked: the disk is full, or so nearly that only what must go on is taken in. */
export function noSpace(cause?: unknown): ORPCError<string, unknown> {
  return new ORPCError('NO_SPACE', { defined: true, status: 507, cause })
}

/** The disk is read-only, or answers with errors. */
export function diskTakesNothing(cause?: unknown): ORPCError<string, unknown> {
  return new ORPCError('UNAVAILABLE', { defined: true, status: 503, data: { part: 'disk' }, cause })
}

/** Which store an error says cannot be worked with at present; null for any other error. */
function partAway(error: unknown): 'events' | 'database' | null {
  if (error instanceof EventStoreUnavailable) return 'events'
  return isUnavailable(error) ? 'database' : null
}

/** The problem document of an error, in the caller's language. */
export function problemOf(error: ORPCError<string, unknown>, locale: Locale, requestId: string): Problem {
  const { title, detail } = problemText(partOf(error), error.status, locale)
  const issues = issuesOf(error.data)
  return {
    type: `urn:banso:problem:${error.code.toLowerCase()}`,
    title,
    detail,
    status: error.status,
    instance: requestId,
    code: error.code,
    defined: error.defined,
    message: title,
    ...(error.code === 'BAD_REQUEST' && issues ? { data: { issues } } : { data: error.data }),
    ...(issues ? { issues } : {}),
  }
}

/** The event store being away is told in words of its own, a disk that takes nothing too, and what a role does not see. */
function partOf(error: ORPCError<string, unknown>): string {
  const part =
    error.code === 'UNAVAILABLE' && typeof error.data === 'object' ? (error.data as { part?: string })?.part : undefined
  const needs = error.code === 'FORBIDDEN' ? (error.data as { needs?: string } | undefined)?.needs : undefined
  if (needs?.startsWith('sees.')) return 'FORBIDDEN.sees'
  return part && part !== 'database' ? `UNAVAILABLE.${part}` : error.code
}

/** Fastify's own errors carry the status they mean; anything else is our fault. */
function statusOf(error: unknown): number {
  if (error instanceof Error && 'code' in error && error.code === 'FST_ERR_HANDLER_TIMEOUT') return 504
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500 ? status : 500
}

/** Issues as they stand in our own errors, or as the schema check reports them (`path`, `code`). */
function issuesOf(data: unknown): Issue[] | undefined {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return undefined
  return data.issues.map((issue: Issue | { path?: readonly PropertyKey[]; code?: string }) =>
    'rule' in issue
      ? issue
      : {
          field: (issue as { path?: readonly PropertyKey[] }).path?.map(String).join('.') ?? '',
          rule: `schema.${(issue as { code?: string }).code ?? 'invalid'}`,
        },
  )
}

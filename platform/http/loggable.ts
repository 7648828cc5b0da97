import { ValidationError } from '@orpc/server'

type Loggable = {
  type: string
  message: string
  stack?: string
  code?: string
  cause?: Loggable
  [fact: string]: unknown
}

/**
 * An error as it may be written to the log: what went wrong and where, without the values it went wrong with, for those
 * may be somebody's name or address.
 */
export function loggable(error: unknown, depth = 3): Loggable {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no error was thrown' }
  const { code, cause } = error as Error & { code?: unknown }
  const message = withoutValues(error)
  return {
    type: error.name,
    message,
    stack: `${error.name}: ${message}\n${frames(error)}`,
    ...(typeof code === 'string' ? { code } : {}),
    ...databaseFacts(error),
    ...(error instanceof ValidationError
      ? { fields: error.issues.map(({ path, message: rule }) => ({ at: placeOf(path), rule })) }
      : {}),
    ...(cause !== undefined && depth > 0 ? { cause: loggable(cause, depth - 1) } : {}),
  }
}

// PostgreSQL quotes values and names alike; names are told beside.
function withoutValues(error: Error): string {
  return 'severity' in error ? error.message.replace(/"[^"]*"/g, '"…"') : error.message
}

function databaseFacts(error: Error): Record<string, unknown> {
  if (!('severity' in error)) return {}
  const { schema, table, column, constraint, routine } = error as unknown as Partial<Record<string, string>>
  return { schema, table, column, constraint, routine }
}

function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

type PathPart = PropertyKey | { readonly key: PropertyKey }
function placeOf(path: readonly PathPart[] | undefined): string {
  return (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
}

// Whoever knows the rest of such an address gets in by it, or is believed: personal and public pages, mails handed on.
const secretAfter = /^(\/(?:[ptu]|v1\/mail\/in|api\/v1\/public-plans))\/.*/s

/** The path of an address as it may be written to the log: without its query, and without the secret some have in it. */
export function loggablePath(url: string): string {
  return url.split('?', 1)[0]!.replace(secretAfter, '$1/…')
}

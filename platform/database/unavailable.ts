import { setTimeout as wait } from 'node:timers/promises'

// Connection errors of the system, and PostgreSQL's classes for "going down" and "cannot be reached".
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
const serverCodes = /^(08...|57P0[123]|53300)$/
const driverTexts =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Connection terminated unexpectedly)/

/**
 * Whether an error means that the database cannot be reached at present (stopped, restarting, too busy to accept):
 * the caller did nothing wrong and may try again. A request that met it is answered with 503.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code !== undefined && serverCodes.test(code)) return true
  if (
    code !== undefined &&
    systemCodes.has(code) &&
    (syscall === 'connect' || syscall === 'read' || syscall === 'write' || syscall === 'getaddrinfo')
  )
    return true
  return driverTexts.test(error.message) || (error.cause !== undefined && isUnavailable(error.cause))
}

/**
 * Does something again while the database is away, for so many ms or until this process is told to stop: what is known by
 * now would be forgotten otherwise.
 */
export async function onceItIsBack<T>(
  work: () => Promise<T>,
  { patience, stopping }: { patience: number; stopping: AbortSignal },
): Promise<T> {
  for (const until = Date.now() + patience; ; await wait(200)) {
    try {
      return await work()
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > until || stopping.aborted) throw error
    }
  }
}

/** Whether an error means that the disk is full: what was acknowledged is kept, what was asked is not done. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    ((error as NodeJS.ErrnoException).code === '53100' || (error as NodeJS.ErrnoException).code === 'ENOSPC')
  )
}

/** Whether PostgreSQL refused to write what is withheld from whoever writes: a view shows it as nothing. */
export function isWithheld(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === '0A000' &&
    / column .+ of view /.test(error.message)
  )
}

/** Whether the database refused since the role that asked has no right to the table, or to write such a row. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === '42501' && !isReadOnly(error)
}
/**
 * Whether an error means that the disk takes no write: it answers with errors, or its file system is read-only, which
 * PostgreSQL tells by the code for a missing right.
 */
export function isDiskBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return code === '58030' || code === 'EROFS' || code === 'EIO' || (code === '42501' && isReadOnly(error))
}

/** Whether it is the disk that keeps something from being done; it may be done later. */
export const isDiskTrouble = (error: unknown): boolean => isDiskFull(error) || isDiskBroken(error)

const isReadOnly = (error: Error): boolean => error.message.includes('Read-only file system')

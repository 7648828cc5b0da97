import { type Logger, pino } from 'pino'
import { loggable } from '#platform/http/loggable.ts'
import { openLines } from './lines.ts'

/**
 * The log of the process: one JSON line each in a file, so that the terminal stays readable. Values that could be a
 * secret or a person are struck out by name, and of errors the values they went wrong with.
 */
export async function openLog(file: string): Promise<{ log: Logger; close: () => Promise<void> }> {
  const lines = await openLines(file)
  const log = pino(
    {
      base: null,
      redact: { paths: secrets, censor: '…' },
      serializers: { err: (error: unknown) => (error instanceof Error ? loggable(error) : error) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    lines,
  )
  return { log, close: lines.close }
}

const names = ['password', 'token', 'secret', 'authorization', 'cookie', 'email']
const secrets = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

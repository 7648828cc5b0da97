import { once } from 'node:events'
import fs from 'node:fs'
import { type Logger, pino } from 'pino'
import { loggable } from '#platform/http/loggable.ts'

const longest = 50_000_000 // bytes; one older file of that length is kept

/**
 * The log of the process: one JSON line each in a file, so that the terminal stays readable. Values that could be a
 * secret or a person are struck out by name, and of errors the values they went wrong with.
 */
export async function openLog(file: string): Promise<{ log: Logger; close: () => void }> {
  const destination = pino.destination({ dest: file, sync: false, mode: 0o600 })
  await once(destination, 'ready')
  destination.on('error', () => {}) // a full disk: lines are lost, the process goes on
  const log = pino(
    {
      base: null,
      redact: { paths: secrets, censor: '…' },
      serializers: { err: (error: unknown) => (error instanceof Error ? loggable(error) : error) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  )
  const turn = () => {
    if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) < longest) return
    fs.renameSync(file, `${file}.1`)
    destination.reopen()
  }
  turn()
  const timer = setInterval(turn, 60_000).unref()
  return {
    log,
    close: () => {
      clearInterval(timer)
      destination.flushSync()
    },
  }
}

const names = ['password', 'token', 'secret', 'authorization', 'cookie', 'email']
const secrets = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

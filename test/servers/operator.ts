import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'

const start = path.resolve(import.meta.dirname, '../../start')
export const env = {
  ...process.env,
  PORT: '0',
  LANG: 'C',
  NODE_OPTIONS: '',
  BANSO_BACKUP_PASSPHRASE: '合言葉 for the tests',
}

/** Banso as whoever runs it has it: a process of its own on a data directory. */
export type Operated = { address: string; said: string; stop: () => Promise<void>; kill: () => Promise<void> }

/** Starts it, and resolves once people can use it. Throws what it said where it ends instead. */
export async function startOn(data: string): Promise<Operated> {
  const running = spawn(process.execPath, [path.join(start, 'server.ts'), '--data', data], { env })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    running.once('exit', () => reject(new Error(said)))
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (bytes) => {
        said += String(bytes)
        if (said.trimEnd().split('\n').at(-1)!.startsWith('http:')) resolve()
      })
  })
  const address = said.trimEnd().split('\n').at(-1)!
  return { address, said, stop: () => ended(running, 'SIGTERM'), kill: () => ended(running, 'SIGKILL') }
}

async function ended(running: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  running.kill(signal)
  await once(running, 'exit')
}

/** Runs a command of `banso` to its end. */
export function banso(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return promisify(execFile)(process.execPath, [path.join(start, 'cli.ts'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

/** How to look into the database of a Banso that runs. */
export const adminOf = (data: string): pg.ClientConfig =>
  serverAt(readPostmaster(path.join(data, 'postgres'))!.socketDirectory).admin('banso')

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const server = path.resolve(import.meta.dirname, '../../start/server.ts')

/** As a process of its own is started: on a free port, and with no options of the one that starts it. */
export const operatedEnv = { ...process.env, PORT: '0', LANG: 'C', NODE_OPTIONS: '' }

/** Banso as whoever runs it has it: a process of its own on a data directory. */
export type Operated = { address: string; said: string; stop: () => Promise<void>; kill: () => Promise<void> }

/** Starts it, and resolves once people can use it. Throws what it said where it ends instead. */
export async function startOn(data: string, more: NodeJS.ProcessEnv = {}): Promise<Operated> {
  const env = { ...operatedEnv, ...more }
  const running = spawn(process.execPath, [server, '--data', data], { env, stdio: ['ignore', 'pipe', 'pipe'] })
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

import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { HostConfig, HostMessage } from './host/main.ts'

export type EventHost = {
  /** Where the host listens now; null while it is being started again. */
  address: () => { url: string; password: string } | null
  pid: () => number | undefined
  stop: () => Promise<void>
}

export type HostOptions = {
  directory: string
  memoryBytes?: number
  /** Configuration of the engine's own: a test has it believe to be a server of a cluster. */
  configFile?: string
  /** Told when the process ends by itself, and why a start failed. */
  onTrouble?: (trouble: { what: 'ended' | 'failed'; why: string }) => void
}

const readers = 3
const startTimeout = 60_000
const hostFile = new URL('./host/main.ts', import.meta.url)

/**
 * Starts the embedded event store in a process of its own and keeps it running: when it ends by itself it is started
 * again, after a pause that grows while it keeps failing. Throws where the first start fails for good.
 */
export async function launchHost(options: HostOptions): Promise<EventHost> {
  fs.mkdirSync(options.directory, { recursive: true, mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  let stopping = false
  let port = 0
  let child: ChildProcess | undefined
  let up = false

  const start = async () => {
    const begun = Date.now()
    for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
      const result = await startOnce({ ...hostConfig(options), password, port })
      if ('child' in result) {
        child = result.child
        port = result.port
        up = true
        child.once('exit', (code, signal) => void ended(`exit ${code ?? signal}`))
        return
      }
      port = 0 // it may have been taken by somebody else meanwhile
      options.onTrouble?.({ what: 'failed', why: result.failed })
      // What a killed host leaves behind holds the directory for a moment; anything else does not get better by waiting.
      if (!child && (!/lock|in use|another/i.test(result.failed) || Date.now() - begun > startTimeout))
        throw new Error(`the event store does not start: ${result.failed}`)
      if (stopping) return
      await wait(pause)
    }
  }
  const ended = async (why: string) => {
    up = false
    if (stopping) return
    options.onTrouble?.({ what: 'ended', why })
    await wait(100)
    if (!stopping) await start()
  }

  await start()
  return {
    address: () => (up ? { url: `http://127.0.0.1:${port}`, password } : null),
    pid: () => child?.pid,
    stop: async () => {
      stopping = true
      if (child && child.exitCode === null && child.signalCode === null) await stopChild(child)
    },
  }
}

function hostConfig({ directory, memoryBytes, configFile }: HostOptions): Omit<HostConfig, 'password' | 'port'> {
  const memory = memoryBytes ?? Math.min(2 * 1024 ** 3, Math.floor(os.totalmem() / 4))
  const threads = Math.max(2, os.availableParallelism())
  return { directory, readers, memoryBytes: memory, threads, ...(configFile ? { configFile } : {}) }
}

type Started = { child: ChildProcess; port: number } | { failed: string }

function startOnce(config: HostConfig): Promise<Started> {
  const child = fork(hostFile, {
    // Each session blocks one thread of the pool while it works.
    env: { ...process.env, BANSO_EVENT_HOST: JSON.stringify(config), UV_THREADPOOL_SIZE: String(config.readers + 8) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true, // Ctrl-C in the terminal is for the parent, which stops us in its own order
  })
  let complaint = ''
  child.stderr?.on('data', (data: Buffer) => {
    complaint = (complaint + data.toString()).slice(-4000)
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), startTimeout)
    const settle = (started: Started) => {
      clearTimeout(timer)
      resolve(started)
    }
    child.once('message', (message: HostMessage) => {
      if ('ready' in message) settle({ child, port: message.ready })
      else settle({ failed: message.failed })
    })
    child.once('error', (error) => settle({ failed: error.message }))
    child.once('exit', (code, signal) => settle({ failed: complaint || `it ended at once (${code ?? signal})` }))
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (child.connected) child.send('stop', () => {})
  const killer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(killer)
}

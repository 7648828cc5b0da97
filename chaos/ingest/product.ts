import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { productFlags } from '../productFlags.ts'
import type { Found, Ready, Seen } from './server.ts'

/** Whom a kill hits: everything in the server's process, the event store's host, or PostgreSQL. */
export const victims = ['server', 'events', 'database'] as const
export type Victim = (typeof victims)[number]

/** Who may do everything in the workspace that the first start makes. */
export const administrator = { email: 'mori@example.co.jp', password: 'kaze-ga-yande-hata-2026' }

/** The product, which can be killed at any moment and comes back on the same data. */
export type Product = {
  /** Where to send at this moment; waits while it is being started. */
  at: () => Promise<Ready>
  kill: (victim: Victim) => Promise<void>
  /** Kills all of it with -9, and starts nothing. */
  halt: () => Promise<void>
  /** Whether its process runs; it ends where the product ends by itself. */
  isAlive: () => boolean
  count: () => Promise<Found>
  look: () => Promise<Seen>
  /** Counts one event twice, for the check to see. */
  plant: () => Promise<void>
  stop: () => Promise<void>
}

/** `stores`: where its stores are, as in the environment, for a product that has none of its own. */
export async function startProduct(directory: string, stores: Record<string, string> = {}): Promise<Product> {
  let child: ChildProcess
  let ready: Promise<Ready>
  const start = () => {
    child = fork(new URL('./server.ts', import.meta.url), [directory, JSON.stringify(stores)], {
      execArgv: productFlags,
    })
    ready = heard<Ready>(child)
    ready.catch(() => {}) // told to whoever waits for it
  }
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const ask = async <T>(message: string) => {
    await ready
    const answer = heard<T>(child)
    child.send(message)
    return answer
  }
  const end = async () => {
    if (!isAlive()) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  start()
  await ready!
  return {
    at: () => ready,
    kill: async (victim) => {
      if (victim === 'server') {
        await end()
        start()
      } else {
        const pid = victim === 'events' ? eventHost(child.pid!) : postmaster(directory)
        if (pid) process.kill(pid, 'SIGKILL')
      }
      await ready
    },
    halt: async () => {
      const pids = [isAlive() ? eventHost(child.pid!) : null, postmaster(directory)].filter((pid) => pid !== null)
      await end()
      for (const pid of pids) killIfThere(pid)
      while (pids.some(isThere)) await wait(50)
    },
    isAlive,
    count: () => ask<Found>('count'),
    look: () => ask<Seen>('look'),
    plant: async () => void (await ask('plant')),
    stop: async () => {
      if (!isAlive()) return
      await ready
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.send('stop')
      await Promise.race([gone, wait(60_000, undefined, { ref: false })])
    },
  }
}

function heard<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null, signal: string | null) =>
      reject(new Error(`the server ended: ${code ?? signal}`))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(message as T)
    })
  })
}

function eventHost(server: number): number | null {
  const children = fs.readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').split(' ').filter(Boolean)
  const found = children.find((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('events/host'))
  return found ? Number(found) : null
}

/** The process of the embedded PostgreSQL; null: it is down. */
export function postmaster(directory: string): number | null {
  try {
    return Number(fs.readFileSync(path.join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  } catch {
    return null // it is down already
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { productFlags } from '../productFlags.ts'
import { deliver, perRequest } from '../ingest/kill.ts'
import { startProduct } from '../ingest/product.ts'
import type { Ready } from '../ingest/server.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'

export type LossRun = { losses: number; seed: number; say: (text: string) => void }

const atMost = 60 // seconds of acknowledged events that may be gone
const cli = path.resolve(import.meta.dirname, '../../start/cli.ts')
const env = { ...process.env, LANG: 'C', BANSO_BACKUP_PASSPHRASE: 'the passphrase of the chaos run' }

/**
 * Events come in while a follower writes them to another place; at a random moment everything is killed with -9 and the data
 * removed. What is restored must have every event that was acknowledged more than a minute before. Throws where a log whose
 * newest pieces are missing loses no more than one that is whole.
 */
export async function backupLoss({ losses, seed, say }: LossRun): Promise<Outcome> {
  const random = seeded(seed)
  const violations: string[] = []
  let events = 0
  for (let i = 0; i < losses; i++) {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
    try {
      const lost = await loseAll(directory, seed + i, 15_000 + random() * 40_000)
      events += lost.acknowledged
      say(
        `loss ${i}: of ${lost.acknowledged} events ${lost.acknowledged - lost.kept} are gone, those of the last ${lost.seconds} s`,
      )
      if (lost.seconds > atMost) violations.push(`loss ${i}: the events of the last ${lost.seconds} s are gone`)
      if (i > 0) continue
      const without = await lost.withoutNewest()
      if (without >= lost.kept)
        throw new Error('a log without its newest pieces lost nothing: the check checks nothing')
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }
  return { cases: events, violations }
}

async function loseAll(directory: string, seed: number, after: number) {
  const [data, place] = [path.join(directory, 'data'), path.join(directory, 'backups')]
  const server = fork(new URL('../ingest/server.ts', import.meta.url), [data], { execArgv: productFlags })
  const [ready] = (await once(server, 'message')) as [Ready]
  const product = { at: async () => ready }
  const follower = spawn(process.execPath, [cli, 'backup', place, '--follow', '--data', data], { env, stdio: 'ignore' })
  /** When each request was acknowledged: they are sent one after the other. */
  const acknowledged: number[] = []
  const stopping = new AbortController()
  const sending = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.race([deliver(product, acknowledged.length, seed), once(stopping.signal, 'abort')])
      if (!stopping.signal.aborted) acknowledged.push(Date.now())
      await wait(20)
    }
  })()
  while (piecesIn(place).length === 0) await wait(100)
  await wait(after)
  stopping.abort()
  const gone = Date.now()
  process.kill(Number(readFileSync(path.join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0]), 'SIGKILL')
  await Promise.all([killed(follower), killed(server)])
  await sending
  await rm(data, { recursive: true, maxRetries: 20 }) // the event store's process ends a moment later
  const kept = await restored(place, data)
  const first = acknowledged[kept / perRequest]
  return {
    acknowledged: acknowledged.length * perRequest,
    kept,
    seconds: first === undefined ? 0 : Math.round((gone - first) / 100) / 10,
    withoutNewest: async () => {
      for (const piece of piecesIn(place).slice(-2)) await rm(piece)
      await rm(data, { recursive: true })
      return restored(place, data)
    },
  }
}

/** Brings everything back, and counts the events that are there. */
async function restored(place: string, data: string): Promise<number> {
  const backup = readdirSync(place).find((name) => name.endsWith('.backup'))!
  const restore = spawn(process.execPath, [cli, 'restore', path.join(place, backup), '--data', data, '--yes'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(restore, 'exit')) as [number]
  if (code !== 0) throw new Error('what was followed cannot be restored')
  const product = await startProduct(data)
  try {
    return (await product.count()).messages
  } finally {
    await product.stop()
  }
}

function piecesIn(place: string): string[] {
  if (!existsSync(place)) return []
  const logs = readdirSync(place).filter((name) => name.endsWith('.log'))
  return logs
    .flatMap((log) => readdirSync(path.join(place, log)).map((name) => path.join(place, log, name)))
    .filter((name) => name.endsWith('.piece'))
    .sort()
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

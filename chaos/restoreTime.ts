import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import { filledWorkspace } from '../bench/filled.ts'
import { type BenchGround, openGround } from '../bench/ground.ts'
import { startProduct } from './ingest/product.ts'
import type { Outcome } from './outcome.ts'

export type RestoreRun = { accounts: number; events: number; say: (text: string) => void }

const atMost = 300 // seconds from `banso restore` until everything is to be seen again
const perChunk = 5000
const cli = path.resolve(import.meta.dirname, '../start/cli.ts')
const env = { ...process.env, LANG: 'C', BANSO_BACKUP_PASSPHRASE: 'the passphrase of the chaos run' }

/**
 * Fills a Banso, backs it up, removes the data and brings it back: how long it takes until pages answer, and until the event
 * store is built again from the journal. All events must be there.
 */
export async function restoreTime({ accounts, events, say }: RestoreRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const [data, backup] = [path.join(directory, 'data'), path.join(directory, 'one.backup')]
  try {
    const ground = await openGround(data)
    await fill(ground, accounts, events)
    await ground.stop()
    const made = await took(() => banso('backup', backup, '--data', data))
    await rm(data, { recursive: true })
    const restored = await took(() => banso('restore', backup, '--data', data, '--yes'))
    const begun = performance.now()
    const product = await startProduct(data)
    const pages = (performance.now() - begun) / 1000
    const { messages } = await product.count() // waits until nothing is left to project
    const store = (performance.now() - begun) / 1000
    await product.stop()
    const whole = restored + store
    say(
      `${accounts} customers, ${events} events: backed up in ${made.toFixed(0)} s, restored in ${restored.toFixed(0)} s, pages after ${(restored + pages).toFixed(0)} s, all usage after ${whole.toFixed(0)} s`,
    )
    const slow = whole > atMost ? [`everything is back after ${whole.toFixed(0)} s only`] : []
    return { cases: messages, violations: messages === events ? slow : [`${messages} of ${events} events came back`] }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function fill(ground: BenchGround, accounts: number, events: number): Promise<void> {
  const { database } = ground
  const { id } = await filledWorkspace(ground, accounts)
  const at = Date.now() - 86_400_000
  const nothing = { anonymousId: null, previousId: null, groupId: null, accountId: null, clockAhead: 0, quantity: 1 }
  for (let from = 0; from < events; from += perChunk) {
    const offered = Array.from({ length: Math.min(perChunk, events - from) }, (_, place) => {
      const number = from + place
      const said = {
        kind: 'track' as const,
        event: `feature ${number % 20}`,
        userId: `u${number % 50_000}`,
        source: '',
      }
      const event = {
        messageId: `restore-${number}`,
        at,
        receivedAt: at,
        props: { number },
        traits: {},
        ...said,
        ...nothing,
      }
      return { event, statedAt: null }
    })
    await database.workspace(id, (tx) => acceptEvents(tx, id, offered))
  }
}

async function took(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

async function banso(...args: string[]): Promise<void> {
  const [code] = (await once(spawn(process.execPath, [cli, ...args], { env, stdio: 'inherit' }), 'exit')) as [number]
  if (code !== 0) throw new Error(`banso ${args[0]} ended with ${code}`)
}

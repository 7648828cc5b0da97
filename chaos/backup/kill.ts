import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { deliver } from '../ingest/kill.ts'
import { type Product, startProduct } from '../ingest/product.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'

export type BackupRun = { backups: number; seed: number; say: (text: string) => void }
type Verdict = { good: boolean; compared: boolean; events: { journal: number; store: number } }

const perRequest = 100 // events
const cli = path.resolve(import.meta.dirname, '../../start/cli.ts')
const env = { ...process.env, LANG: 'C', BANSO_BACKUP_PASSPHRASE: 'the passphrase of the chaos run' }

/**
 * Backs up while events come in and the backup itself, the server or the database is killed with -9. Whatever bears a
 * backup's name afterwards must be restored whole, with every event that was acknowledged before it began; what was broken
 * off must bear none. Throws where a flipped byte goes unseen.
 */
export async function backupKill({ backups, seed, say }: BackupRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const data = path.join(directory, 'data')
  const random = seeded(seed)
  const product = await startProduct(data)
  const events = sender(product, seed)
  const violations: string[] = []
  let whole: string | null = null
  try {
    for (let i = 0; i < backups; i++) {
      const file = path.join(directory, `${i}.backup`)
      const victim = (['nobody', 'backup', 'server', 'database'] as const)[i % 4]!
      const before = events.acknowledged()
      const backup = run('backup', file, '--data', data)
      const ended = once(backup, 'exit') as Promise<[number | null]>
      if (victim !== 'nobody') {
        // Before it has begun to write, it may take the place of a server that is just being started.
        while (backup.exitCode === null && !existsSync(`${file}.part`)) await wait(20)
        await wait(random() * 1500)
      }
      if (victim === 'backup') backup.kill('SIGKILL')
      else if (victim !== 'nobody') await product.kill(victim)
      const [code] = await ended
      say(`backup ${i}, kill -9 ${victim}: it ended with ${code}, ${existsSync(file) ? 'a file' : 'no file'}`)
      if (code === 0 && !existsSync(file)) violations.push(`backup ${i} said that it is done, and is not there`)
      if (victim === 'nobody' && code !== 0) violations.push(`backup ${i} failed, and nothing was killed`)
      if (!existsSync(file)) continue
      violations.push(...(await proven(file, before)))
      whole = file
    }
    if (whole === null) violations.push('no backup was ever whole')
    else await plant(whole)
    return { cases: backups + 1, violations }
  } finally {
    await events.stop()
    await product.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] })
}

/** What a drill finds wrong with a backup. */
async function proven(file: string, acknowledged: number): Promise<string[]> {
  const name = path.basename(file)
  const drill = run('backup', '--verify', file, '--json')
  let told = ''
  drill.stdout!.on('data', (bytes) => (told += String(bytes)))
  await once(drill, 'close')
  if (told === '') return [`${name} cannot be restored`]
  const { good, events } = JSON.parse(told) as Verdict
  return [
    ...(good ? [] : [`${name} is not what it was made of: ${told.trim()}`]),
    ...(events.journal >= acknowledged ? [] : [`${name} has ${events.journal} of ${acknowledged} acknowledged events`]),
  ]
}

/** Changes one bit in the middle: a drill that takes such a file checks nothing. */
async function plant(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.floor(size / 2))
  buffer[0]! ^= 1
  await handle.write(buffer, 0, 1, Math.floor(size / 2))
  await handle.close()
  if ((await proven(file, 0)).length === 0) throw new Error('a flipped byte went unseen: the check checks nothing')
}

/** Sends events without a pause, each request until it is acknowledged. */
function sender(product: Product, seed: number) {
  let requests = 0
  const stopping = new AbortController()
  const sending = (async () => {
    while (!stopping.signal.aborted) {
      await deliver(product, requests, seed)
      requests++
      await wait(20)
    }
  })()
  return {
    acknowledged: () => requests * perRequest,
    stop: async () => {
      stopping.abort()
      await sending
    },
  }
}

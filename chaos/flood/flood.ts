import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { startMailing } from '../mail/product.ts'
import type { Outcome, Skipped } from '../outcome.ts'
import { type Aim, type Answers, attacks } from './attacks.ts'
import { askMeanwhile } from './ordinary.ts'

export type FloodRun = { scale: number; lasting: number; seed: number; say: (text: string) => void }

const longest = 500 // ms in which 99 of 100 ordinary requests are answered
const most = 1.5 * 1024 ** 3 // bytes of memory

/**
 * Somebody who means ill does to a running server what they can: lines that are slow or say nothing, bodies that unpack,
 * deep JSON, giant headers, the worst conditions and files. Meanwhile ordinary requests are timed. Throws where the check
 * does not see a server that stands still for a while.
 */
export async function floodAll({ scale, lasting, seed, say }: FloodRun): Promise<Outcome | Skipped> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const product = await startMailing(directory, false)
  try {
    const cookie = await product.fill(200, 14, 1)
    const { address, pid } = await product.at()
    const writeKey = await newKey(address, cookie)
    const at = { address, cookie, writeKey }
    const calm = await askMeanwhile(wait(lasting), at)
    say(`nobody means ill: ${calm.asked} ordinary requests, p99 ${calm.p99} ms`)
    if (calm.p99 > longest / 2)
      return { skipped: `ordinary requests alone take ${calm.p99} ms (p99): this machine is busy with something else` }
    const still = await askMeanwhile(standStill(pid), at)
    if (still.p99 <= longest) throw new Error('a server that stood still went unseen: the check checks nothing')
    const memory = watchMemory(pid)
    const violations: string[] = []
    let cases = 0
    for (const name of Object.keys(attacks)) {
      const aim = { port: Number(new URL(address).port), cookie, writeKey }
      const attack = attackFrom({ name, aim, scale, lasting, seed })
      const went = await askMeanwhile(attack, at)
      const answers = await attack
      cases += went.asked + [...answers.values()].reduce((sum, n) => sum + n, 0)
      say(`${name}: ${inWords(answers)}; ordinary: p99 ${went.p99} ms of ${went.asked}, memory ${memory.now()} MiB`)
      violations.push(...wrongIn(name, answers, went))
    }
    const highest = await memory.stop()
    say(`at most ${Math.round(highest / 1024 ** 2)} MiB`)
    if (highest > most) violations.push(`${Math.round(highest / 1024 ** 2)} MiB of memory were used`)
    if ((await product.at()).pid !== pid) violations.push('the server was started again')
    const after = await askMeanwhile(wait(2000), at)
    if (after.failed.length > 0) violations.push(`afterwards an ordinary request failed: ${after.failed[0]}`)
    return { cases, violations }
  } finally {
    await product.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

function wrongIn(name: string, answers: Answers, went: Awaited<ReturnType<typeof askMeanwhile>>): string[] {
  return [
    ...(went.p99 > longest ? [`${name}: ordinary requests took ${went.p99} ms (p99)`] : []),
    ...(went.failed.length > 0 ? [`${name}: ${went.failed.length} ordinary requests failed: ${went.failed[0]}`] : []),
    ...(answers.has(500) ? [`${name}: ${answers.get(500)} were answered as our own fault (500)`] : []),
  ]
}

const inWords = (answers: Answers) =>
  [...answers]
    .toSorted(([a], [b]) => a - b)
    .map(([status, times]) => `${times} × ${status || 'cut'}`)
    .join(', ')

async function newKey(address: string, cookie: string): Promise<string> {
  const answer = await fetch(`${address}/api/v1/write-keys`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'chaos' }),
  })
  if (!answer.ok) throw new Error(`no write key: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { key: string }).key
}

function attackFrom(data: { name: string; aim: Aim; scale: number; lasting: number; seed: number }): Promise<Answers> {
  const worker = new Worker(new URL('./attacker.ts', import.meta.url), { workerData: data })
  return new Promise((resolve, reject) => {
    worker.once('message', (answers: Answers) => resolve(answers))
    worker.once('error', reject)
  })
}

/** The planted fault: the server does nothing for a second and a half. */
async function standStill(pid: number): Promise<void> {
  await wait(500)
  process.kill(pid, 'SIGSTOP')
  await wait(1500)
  process.kill(pid, 'SIGCONT')
  await wait(500)
}

/** Watches the memory of a process and of those it started, of which PostgreSQL is none. */
function watchMemory(pid: number) {
  const seen = { now: 0, most: 0 }
  const stopping = new AbortController()
  const watching = (async () => {
    for (; !stopping.signal.aborted; await wait(200)) {
      seen.now = await residentOf(pid)
      seen.most = Math.max(seen.most, seen.now)
    }
  })()
  return {
    now: () => Math.round(seen.now / 1024 ** 2),
    stop: async () => {
      stopping.abort()
      await watching
      return seen.most
    },
  }
}

async function residentOf(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  const own = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const children = lists.flatMap((list) => list.split(' ').filter(Boolean)).map(Number)
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0', 1)[0]!
  if (command.includes('postgres')) return 0
  const below = await Promise.all(children.map(residentOf))
  return Number(/VmRSS:\s+(\d+)/.exec(own)?.[1] ?? 0) * 1024 + below.reduce((sum, one) => sum + one, 0)
}

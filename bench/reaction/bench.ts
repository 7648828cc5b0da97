import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuOf, cpuPerRow } from '../cpu.ts'
import type { Figure } from '../figure.ts'
import { batches } from '../ingest/batches.ts'
import { productFlags } from '../productFlags.ts'
import type { Ready } from './server.ts'

const accounts = 2000
const users = 20_000
const probes = Number(process.env['PROBES'] ?? 100)
const otherRequests = 10 // a second, of 100 events each
const seats = 10
const goal = 1000 // ms

/**
 * P2: from the acknowledgement of an event to the CTA it raises being told on the live stream and readable in the API,
 * while 1,000 other events arrive a second. A probe is a customer with ten seats of which eight were used; the events of
 * two more people raise "licences nearly full". There is no floor to stand beside it but the goal: a second at p95.
 */
export async function bench(): Promise<Figure> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-bench-'))
  const server = fork(new URL('./server.ts', import.meta.url), [directory, String(accounts + probes)], {
    execArgv: productFlags,
  })
  try {
    const ready = await new Promise<Ready>((resolve, reject) => {
      server.once('message', (message) => resolve(message as Ready))
      server.once('exit', () => reject(new Error('the server did not start')))
    })
    const begun = performance.now()
    const waits = await measure(ready, server.pid!)
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.ceil(waits.length * share) - 1)]!
    console.error(
      `reaction p50 ${Math.round(at(0.5))} ms, p95 ${Math.round(at(0.95))} ms, p99 ${Math.round(at(0.99))} ms, all of ${waits.length}`,
    )
    const figure = Math.round(at(0.95))
    const seconds = Math.round((performance.now() - begun) / 10) / 100
    return {
      name: 'P2',
      ratio: Math.round((goal / figure) * 1000) / 1000,
      figure,
      unit: 'ms p95',
      floor: goal,
      rows: waits.length,
      seconds,
      floorIsPeer: true,
    }
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.send('stop')
    await gone
    await rm(directory, { recursive: true, force: true })
  }
}

async function measure({ address, key, cookie, accounts: ids }: Ready, pid: number): Promise<number[]> {
  const post = async (batch: object[] | string) => {
    const body = typeof batch === 'string' ? batch : JSON.stringify({ batch })
    const answer = await fetch(`${address}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body,
    })
    if (!answer.ok) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  const name = (probe: number) => `acc-${accounts + probe}`
  for (let probe = 0; probe < probes; probe++) await post(people(name(probe), 0, seats - 2))
  const heard = await listen(address, cookie)
  const quiet = new AbortController()
  const others = traffic(post, quiet.signal)
  const waits: number[] = []
  try {
    await wait(4000)
    const used = cpuOf(pid)
    const sentBefore = others.sent()
    for (const [probe, id] of ids.slice(-probes).entries()) {
      const told = heard.of(id)
      await post(people(name(probe), seats - 2, seats))
      const sent = performance.now()
      await told
      await ctaOf(address, cookie, id)
      waits.push(performance.now() - sent)
      await wait(120)
    }
    console.error(cpuPerRow(used, cpuOf(pid), others.sent() - sentBefore))
  } finally {
    quiet.abort()
    await others.done
    heard.stop()
  }
  return waits.sort((a, b) => a - b)
}

function people(group: string, from: number, to: number): object[] {
  return Array.from({ length: to - from }, (_, n) => ({
    type: 'track',
    event: 'report_opened',
    userId: `${group}-person-${from + n}`,
    messageId: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
    context: { groupId: group },
  }))
}

/** Other customers at work until it is told to stop; `sent` events so far. */
function traffic(post: (body: string) => Promise<void>, signal: AbortSignal) {
  let requests = 0
  const send = async () => {
    const bodies = batches(100_000, accounts, users)
    while (!signal.aborted) {
      const begun = performance.now()
      await post(bodies.next().value as string)
      requests++
      await wait(Math.max(0, 1000 / otherRequests - (performance.now() - begun)))
    }
  }
  return { done: send(), sent: () => requests * 100 }
}

async function ctaOf(address: string, cookie: string, id: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/api/v1/accounts/${id}/ctas`, { headers: { cookie } })
    if ((await answer.text()).includes('licences_nearly_full')) return
    await wait(15)
  }
}

/** Listens to the live stream as an open page does. `of` resolves when a message names the account (or names none for being many). */
async function listen(address: string, cookie: string) {
  const stopping = new AbortController()
  const stream = await fetch(`${address}/api/v1/live`, { headers: { cookie }, signal: stopping.signal })
  const waiting = new Map<string, () => void>()
  const read = async () => {
    const text = new TextDecoder()
    for await (const chunk of stream.body!) {
      const said = text.decode(chunk, { stream: true })
      const many = /"ids":\[\]/.test(said)
      for (const [id, tell] of waiting) if (many || said.includes(id)) tell()
    }
  }
  read().catch(() => {})
  return {
    of: (id: string) =>
      new Promise<void>((resolve) =>
        waiting.set(id, () => {
          waiting.delete(id)
          resolve()
        }),
      ),
    stop: () => stopping.abort(),
  }
}

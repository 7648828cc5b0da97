import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { startEventStore } from '#platform/events/start.ts'
import { cpuOf, cpuPerRow } from '../cpu.ts'
import type { Figure } from '../figure.ts'
import { productFlags } from '../productFlags.ts'
import { batches } from './batches.ts'
import type { ServerMessage } from './server.ts'

const total = Number(process.env.EVENTS ?? 200_000)
const accounts = 2000
const users = 20_000
const callers = 16
const paced = 20 // requests a second: 2,000 events/s, at which the wait for the acknowledgement is measured

/**
 * P1: events over HTTP in batches of 100, until they are durable, counted once and can be queried. The floor puts the same
 * rows straight into the event store, ten thousand at a time, from one process.
 */
export async function bench(): Promise<Figure> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-bench-'))
  try {
    const bodies = [...batches(total / 100, accounts, users)]
    const product = await throughProduct(path.join(directory, 'product'), bodies)
    const floor = await straightIn(path.join(directory, 'floor'), bodies)
    return {
      name: 'P1',
      ratio: round(product.rate / floor, 3),
      figure: Math.round(product.rate),
      unit: 'events/s',
      floor: Math.round(floor),
      rows: total,
      seconds: round(product.seconds, 2),
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function throughProduct(directory: string, bodies: readonly string[]) {
  const server = fork(new URL('./server.ts', import.meta.url), [directory, String(accounts)], {
    execArgv: productFlags,
  })
  const hear = () => new Promise<ServerMessage>((resolve) => server.once('message', resolve))
  const ready = await hear()
  if (!('address' in ready)) throw new Error('the server did not start')
  const post = poster(ready.address, ready.key)
  for (const body of batches(100, accounts, users)) await post(body) // warm
  server.send('count')
  const before = await hear()
  const used = cpuOf(server.pid!)
  const begun = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < bodies.length) await post(bodies[next++]!)
    }),
  )
  const acknowledged = (performance.now() - begun) / 1000
  server.send('count')
  const after = await hear()
  const seconds = (performance.now() - begun) / 1000
  console.error(cpuPerRow(used, cpuOf(server.pid!), total))
  if (!('stored' in before && 'stored' in after)) throw new Error('the server did not count')
  if (after.stored - before.stored !== total || after.use - before.use !== total)
    throw new Error(`sent ${total}, stored ${after.stored - before.stored}, counted ${after.use - before.use}`)
  const waits = await pacedWaits(post)
  console.error(`acknowledged ${Math.round(total / acknowledged)}/s, queryable ${Math.round(total / seconds)}/s`)
  console.error(`at 2,000 events/s acknowledged after p50 ${waits.p50} ms, p99 ${waits.p99} ms`)
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.send('stop')
  await gone
  return { rate: total / seconds, seconds }
}

/** Posts one body; resolves when it was acknowledged. */
function poster(address: string, key: string): (body: string) => Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: callers })
  const authorization = `Basic ${btoa(`${key}:`)}`
  return (body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const request = http.request(`${address}/v1/batch`, { method: 'POST', agent, headers }, (response) => {
        response
          .resume()
          .once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`))))
      })
      request.once('error', reject).end(body)
    })
}

async function pacedWaits(post: (body: string) => Promise<void>) {
  const waits: number[] = []
  const sent: Promise<void>[] = []
  for (const body of batches(paced * 10, accounts, users)) {
    const begun = performance.now()
    sent.push(post(body).then(() => void waits.push(performance.now() - begun)))
    await new Promise((resolve) => setTimeout(resolve, 1000 / paced))
  }
  await Promise.all(sent)
  waits.sort((a, b) => a - b)
  return { p50: round(waits[waits.length >> 1]!, 1), p99: round(waits[Math.floor(waits.length * 0.99)]!, 1) }
}

async function straightIn(directory: string, bodies: readonly string[]): Promise<number> {
  const store = await startEventStore({ directory })
  const chunks = chunksOf(bodies)
  try {
    const begun = performance.now()
    for (const chunk of chunks) await store.insert('events', chunk)
    return total / ((performance.now() - begun) / 1000)
  } finally {
    await store.stop()
  }
}

type Sent = { batch: { event: string; userId: string; messageId: string; timestamp: string; properties: object }[] }

/** The rows as the product stores them, ready to be sent. */
function chunksOf(bodies: readonly string[]): Buffer[] {
  const zero = '00000000-0000-0000-0000-000000000000'
  const rows = bodies.flatMap((body) =>
    (JSON.parse(body) as Sent).batch.map(({ event, userId, messageId, timestamp, properties }) =>
      JSON.stringify({
        workspace_id: zero,
        account_id: `00000000-0000-0000-0000-${(Number(userId.slice(5)) % accounts).toString().padStart(12, '0')}`,
        user_key: userId,
        kind: 'track',
        event,
        day: timestamp.slice(0, 10),
        person_key: userId,
        chunk: 1,
        version: 1,
        at: Date.parse(timestamp),
        message: messageId.slice(10).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
        group_key: 'product/x',
        tied: false,
        quantity: 1,
        received_at: Date.parse(timestamp),
        clock_ahead: 0,
        props: properties,
      }),
    ),
  )
  const chunks: Buffer[] = []
  for (let from = 0; from < rows.length; from += 10_000)
    chunks.push(Buffer.from(rows.slice(from, from + 10_000).join('\n')))
  return chunks
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

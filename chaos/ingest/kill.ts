import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { startProduct, victims, type Product } from './product.ts'
import type { Found } from './server.ts'

export type KillRun = { events: number; kills: number; seed: number; say: (text: string) => void }

export const perRequest = 100
const callers = 8
const users = 500

/**
 * Sends events while the server, the event store and the database are killed with -9 under it. Every request is sent
 * again until it is acknowledged, as SDKs do. In the end every event must be there once, and be counted once for its user.
 * Throws where the check does not see an event that was counted twice on purpose.
 */
export async function ingestKill({ events, kills, seed, say }: KillRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  const product = await startProduct(directory)
  try {
    const requests = Math.ceil(events / perRequest)
    const moments = Array.from({ length: kills }, (_, i) => Math.floor(((i + random()) / kills) * requests * 0.9))
    const progress = { acknowledged: 0 }
    const odd: string[] = []
    let next = 0
    const send = async () => {
      while (next < requests) {
        const told = await deliver(product, next++, seed)
        if (told !== perRequest) odd.push(`a request of ${perRequest} events was acknowledged as ${told}`)
        progress.acknowledged++
      }
    }
    const killing = (async () => {
      for (const [i, moment] of moments.entries()) {
        while (progress.acknowledged < moment) await wait(5)
        const victim = victims[(i + seed) % victims.length]!
        say(`after ${progress.acknowledged * perRequest} events: kill -9 ${victim}`)
        await product.kill(victim)
      }
    })()
    await Promise.all([...Array.from({ length: callers }, send), killing])
    const found = differences(await product.count(), requests)
    await product.plant()
    if (differences(await product.count(), requests).length === found.length)
      throw new Error('an event counted twice on purpose went unseen: the check checks nothing')
    return { cases: requests * perRequest + kills, violations: [...odd, ...found] }
  } finally {
    await product.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

export const userOf = (request: number, place: number) => `u${(request * 31 + place) % users}`

/** Sends one request until it is acknowledged, the same messages each time. Answers how many it was acknowledged for. */
export async function deliver(product: Pick<Product, 'at'>, request: number, seed: number): Promise<number> {
  const batch = Array.from({ length: perRequest }, (_, place) => ({
    type: 'track',
    event: 'use',
    userId: userOf(request, place),
    messageId: `chaos-${seed}-${request}-${place}`,
    timestamp: '2026-04-01T03:00:00Z',
    properties: { request, place },
  }))
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    try {
      const { address, key } = await product.at()
      const answer = await fetch(`${address}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}` },
        body: JSON.stringify({ batch }),
        signal: AbortSignal.timeout(30_000),
      })
      if (answer.ok) {
        const told = (await answer.json()) as { accepted: number; duplicates: number }
        return told.accepted + told.duplicates
      }
    } catch {
      // No answer: it may or may not have been taken in. It is sent again.
    }
    await wait(pause)
  }
}

export function differences(found: Found, requests: number): string[] {
  const sent = requests * perRequest
  const expected: Record<string, number> = {}
  for (let request = 0; request < requests; request++)
    for (let place = 0; place < perRequest; place++) {
      const user = userOf(request, place)
      expected[user] = (expected[user] ?? 0) + 1
    }
  const wrong = [...new Set([...Object.keys(expected), ...Object.keys(found.byUser)])].filter(
    (user) => expected[user] !== found.byUser[user],
  )
  return [
    ...(found.messages === sent ? [] : [`${found.messages} of ${sent} events are there`]),
    ...(found.rows === found.messages ? [] : [`${found.rows - found.messages} events are there twice`]),
    ...wrong.map((user) => `${user} counts ${found.byUser[user] ?? 0} instead of ${expected[user] ?? 0}`),
  ]
}

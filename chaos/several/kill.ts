import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { embeddedServer } from '#platform/database/embeddedServer.ts'
import { launchHost } from '#platform/events/launch.ts'
import type { Outcome } from '../outcome.ts'
import { deliver, differences, type KillRun, perRequest } from '../ingest/kill.ts'
import { type Product, startProduct } from '../ingest/product.ts'
import { seeded } from '../seeded.ts'

const [processes, callers] = [3, 6]
const leaderless = 10_000 // ms for which nobody may lead

/**
 * Sends events to several processes of the product on the same two stores, in turn, while one after the other is killed
 * with -9. In the end every event must be there once and be counted once; at every look one process leads at the most, and
 * somebody does again soon. Throws where the check does not see an event that was counted twice on purpose.
 */
export async function severalKill({ events, kills, seed, say }: KillRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(directory, { recursive: true, force: true }))
  const database = await embeddedServer({ dataDirectory: directory })
  opened.defer(database.stop)
  const host = await launchHost({ directory: path.join(directory, 'events') })
  opened.defer(host.stop)
  const { url, password } = host.address()!
  const stores = {
    DATABASE_URL: `postgres://banso_owner@localhost/banso?host=${encodeURIComponent(String(database.login('owner').host))}`,
    CLICKHOUSE_URL: url.replace('://', `://banso:${password}@`),
    FILES_DIR: path.join(directory, 'files'),
  }
  const products: Product[] = []
  for (let i = 0; i < processes; i++) {
    products.push(await startProduct(path.join(directory, `process-${i}`), stores))
    opened.defer(products[i]!.stop)
  }
  const leads = watchLeads(database.login('owner'))
  const requests = Math.ceil(events / perRequest)
  const moments = Array.from({ length: kills }, (_, i) => Math.floor(((i + random()) / kills) * requests * 0.9))
  const odd: string[] = []
  const progress = { next: 0, acknowledged: 0 }
  const send = async () => {
    while (progress.next < requests) {
      const request = progress.next++
      // Each try goes to another process, as a balancer in front of them would have it.
      let tries = request
      const told = await deliver({ at: () => products[tries++ % processes]!.at() }, request, seed)
      if (told !== perRequest) odd.push(`a request of ${perRequest} events was acknowledged as ${told}`)
      progress.acknowledged++
    }
  }
  const killing = (async () => {
    for (const [i, moment] of moments.entries()) {
      while (progress.acknowledged < moment) await wait(5)
      const victim = (i + seed) % processes
      say(`after ${progress.acknowledged * perRequest} events: kill -9 process ${victim + 1} of ${processes}`)
      await products[victim]!.kill('server')
    }
  })()
  await Promise.all([...Array.from({ length: callers }, send), killing])
  const { most, longest } = await leads.stop()
  if (most !== 1) odd.push(`${most} processes led at once`)
  if (longest > leaderless) odd.push(`nobody led for ${Math.round(longest / 1000)} s`)
  const found = differences(await products[0]!.count(), requests)
  await products[0]!.plant()
  if (differences(await products[0]!.count(), requests).length === found.length)
    throw new Error('an event counted twice on purpose went unseen: the check checks nothing')
  say(`nobody led for ${Math.round(longest)} ms at the longest`)
  return { cases: requests * perRequest + kills, violations: [...odd, ...found] }
}

/** Looks at PostgreSQL who holds the lead: how many at the most, and for how long nobody (ms). */
function watchLeads(login: pg.ClientConfig) {
  const stopping = new AbortController()
  const seen = { most: 0, longest: 0 }
  const watching = (async () => {
    const client = new pg.Client(login)
    await client.connect()
    for (let last = performance.now(); !stopping.signal.aborted; await wait(50)) {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted
           and (classid::bigint << 32 | objid::bigint) = 7310442019`,
      )
      seen.most = Math.max(seen.most, rows[0]!.n)
      if (rows[0]!.n > 0) last = performance.now()
      seen.longest = Math.max(seen.longest, performance.now() - last)
    }
    await client.end()
  })()
  return {
    stop: async () => {
      stopping.abort()
      await watching
      return seen
    },
  }
}

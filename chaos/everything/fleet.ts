import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { embeddedServer } from '#platform/database/embeddedServer.ts'
import { launchHost } from '#platform/events/launch.ts'
import { postmaster, type Product, startProduct } from '../ingest/product.ts'
import type { Ready } from '../ingest/server.ts'
import { holderOf } from './lead.ts'

/** Whom a kill hits: a process that is drawn, the one that leads or projects at this moment, or a store. */
export const victims = ['process', 'leader', 'projector', 'events', 'database'] as const
export type Victim = (typeof victims)[number]

/** Processes of the product on the same two stores, as behind a balancer. */
export type Fleet = {
  products: readonly Product[]
  /** How long a process needs here to start on stores that are up while nothing else goes on (ms). */
  startsIn: number
  /** Where to send: processes that are up, in turn. */
  at: () => Promise<Ready>
  /** Kills with -9; resolves once all processes and stores answer again, with how long that took (ms). */
  kill: (victim: Victim, drawn: number) => Promise<number>
  /** PostgreSQL, for the check to look at apart from the product. */
  login: pg.ClientConfig
  stop: () => Promise<void>
}

const size = 3
const patience = 120_000 // ms; what does not answer by then is not going to

export async function startFleet(directory: string): Promise<Fleet> {
  await using opened = new AsyncDisposableStack()
  const database = await embeddedServer({ dataDirectory: directory })
  opened.defer(database.stop)
  const host = await launchHost({ directory: path.join(directory, 'events') })
  opened.defer(host.stop)
  const { url, password } = host.address()!
  const socket = encodeURIComponent(String(database.login('owner').host))
  const products: Product[] = []
  let startsIn = 0
  for (let i = 0; i < size; i++) {
    const begun = performance.now()
    const product = await startProduct(path.join(directory, nameOf(i)), {
      DATABASE_URL: `postgres://banso_owner@localhost/banso?host=${socket}&application_name=${nameOf(i)}`,
      CLICKHOUSE_URL: url.replace('://', `://banso:${password}@`),
      FILES_DIR: path.join(directory, 'files'),
      OUTBOUND_ALLOW: '127.0.0.1',
    })
    opened.defer(product.stop)
    products.push(product)
    startsIn = performance.now() - begun
  }
  const login = database.admin('banso')
  const down = new Set<Product>()
  let turn = 0
  const killProcess = async (name: string) => {
    const product = products.find((_, i) => nameOf(i) === name)
    if (!product) throw new Error(`${name} is none of ours`)
    down.add(product)
    const begun = performance.now()
    await product.kill('server')
    down.delete(product)
    return begun
  }
  const killStore = async (pid: () => number | null | undefined) => {
    const before = pid()
    if (!before) throw new Error('there is nothing to kill')
    const begun = performance.now()
    process.kill(before, 'SIGKILL')
    await until(async () => (pid() ?? before) !== before)
    return begun
  }
  /** Each answers when it hit. */
  const hit: Record<Victim, (drawn: number) => Promise<number>> = {
    process: (drawn) => killProcess(nameOf(Math.floor(drawn * size))),
    leader: async () => killProcess(await holderOf(login, 'leader')),
    projector: async () => killProcess(await holderOf(login, 'projector')),
    events: () => killStore(() => (host.address() ? host.pid() : null)),
    database: () => killStore(() => postmaster(directory)),
  }
  const stack = opened.move()
  return {
    products,
    startsIn,
    at: () => {
      const up = products.filter((product) => !down.has(product))
      return up[turn++ % up.length]!.at()
    },
    kill: async (victim, drawn) => {
      const begun = await hit[victim](drawn)
      await Promise.all(products.map(({ at }) => until(async () => isReady((await at()).address))))
      return performance.now() - begun
    },
    login,
    stop: () => stack.disposeAsync(),
  }
}

const nameOf = (i: number) => `process-${i}`

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
  return answer?.ok ?? false
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  // Not more often: each look at readiness is a connection to a database that is just being started.
  for (const last = performance.now() + patience; !(await holds()); await wait(100))
    if (performance.now() > last) throw new Error(`it is not back ${patience / 1000} s after a kill`)
}

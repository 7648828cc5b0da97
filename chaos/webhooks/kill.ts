import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Call, signedIn } from '../call.ts'
import { type Product, startProduct } from '../ingest/product.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { asking, letPass } from './lapse.ts'
import { type Mood, openReceiver, type Receiver } from './receivers.ts'
import { afterKill, at, type Down, promptly, waits, wrongIn } from './told.ts'

export type WebhookRun = { deliveries: number; kills: number; seed: number; say: (text: string) => void }

const [receivers, unwell] = [50, 10]
const perSecond = 2 // customers that are made: a hundred deliveries; fewer on a machine that manages less than four times as many
const tried = 8 // customers, to see how fast this machine is
const hours = 75
const beyond = 15 // hours more, after which also those that never answered are told of as failed
const moods: Mood[] = ['failing', 'dropping', 'busy', 'well']

type Endpoint = Receiver & { id: string }

/**
 * Customers are made while fifty receivers are told of each; five hang and five flap. The process and the database are
 * killed with -9 meanwhile. Then days go by on a clock of our own: most of those that hung or flapped come back, two never
 * do. Within 75 hours whoever came back was told all, under one id each; the other two are paused, and told all once
 * somebody mends them. Those that were well waited 2 s at the most in 99 of 100 cases. Throws where the check does not see
 * a delivery that is gone, one made twice, and one that came late.
 */
export async function webhookKill({ deliveries, kills, seed, say }: WebhookRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20 }))
  const product = await startProduct(directory, { OUTBOUND_ALLOW: '127.0.0.1' })
  opened.defer(product.stop)
  const call = await signedIn(product)
  const all: Endpoint[] = []
  for (let i = 0; i < receivers; i++) {
    const receiver = await openReceiver(i < unwell / 2 ? 'hanging' : i < unwell ? 'failing' : 'well')
    opened.defer(receiver.stop)
    const asked = { name: `${i}`, url: receiver.url, events: ['account.created'] }
    const { endpoint } = await call<{ endpoint: { id: string } }>('POST', '/webhooks', asked)
    all.push({ ...receiver, id: endpoint.id })
  }
  const [ill, well] = [all.slice(0, unwell), all.slice(unwell)]
  const planted = await plant(directory, ill[0]!.id)

  const customers = Math.ceil(deliveries / receivers)
  const rate = await paceOf(call, well)
  say(`${rate.toFixed(2)} customers a second`)
  const flapping = flap(ill.slice(unwell / 2), random)
  const downs: Down[] = []
  const odd: string[] = []
  const progress = { made: 0 }
  const killing = (async () => {
    for (let i = 0; i < kills; i++) {
      while (progress.made < ((i + random()) / kills) * customers * 0.95) await wait(5)
      const victim = (i + seed) % 3 === 2 ? 'database' : 'server'
      const from = Date.now()
      await product.kill(victim)
      await answering(product)
      downs.push({ from, to: Date.now() })
      say(`after ${progress.made} customers: kill -9 ${victim}, ready after ${Date.now() - from} ms`)
    }
  })()
  const accounts = await makeCustomers(call, customers, { random, progress, rate })
  await killing
  flapping.stop()
  for (const last = Date.now() + 90_000; wrongIn(well, accounts).length > 0 && Date.now() < last; ) await wait(200)
  const { usual, around } = waits(
    well.map(({ taken }) => ({ taken: taken.filter(({ account }) => account !== planted) })),
    downs,
  )
  say(
    `those that are well waited ${at(0.5, usual)} ms, ${at(0.99, usual)} ms in 1 of 100; ${at(1, around)} ms once after a kill`,
  )
  if (at(0.99, usual) > promptly) odd.push(`receivers that are well waited ${at(0.99, usual)} ms in 1 of 100 cases`)
  if (at(1, around) > afterKill) odd.push(`one that is well waited ${at(1, around)} ms once all was ready after a kill`)
  odd.push(...wrongIn(well, accounts))

  const [never, back] = [ill.slice(0, 2), ill.slice(2)]
  for (const receiver of never) receiver.turn('dropping')
  const changes = back.map((receiver) => ({ hour: random() * 45, happens: () => receiver.turn('well') }))
  const illUntilThen = back.map((receiver, i) => ({ hour: 0, happens: () => receiver.turn(moods[i % 3]!) }))
  const killed = Array.from({ length: Math.ceil(kills / 10) }, () => ({
    hour: random() * hours,
    happens: () => product.kill('server'),
  }))
  const told = { hour: hours, happens: () => void odd.push(...wrongIn(back, accounts)) }
  await letPass(directory, hours + beyond, [...illUntilThen, ...changes, ...killed, told])
  say(`${hours} hours went by, and ${beyond} more`)
  odd.push(...(await mended(call, never, accounts)))
  for (const [what, seen] of Object.entries(seePlanted(all, ill[0]!, planted)))
    if (!seen) throw new Error(`${what} on purpose went unseen: the check checks nothing`)
  const repeated = all.reduce((sum, { taken }) => sum + taken.length - new Set(taken.map(({ id }) => id)).size, 0)
  return {
    cases: customers * receivers + kills,
    violations: odd,
    told: {
      wait_ms: { half: at(0.5, usual), p99: at(0.99, usual), longest: at(1, usual) },
      after_kill_ms: { half: at(0.5, around), p99: at(0.99, around), longest: at(1, around) },
      repeated,
    },
  }
}

/** How many customers a second this machine can tell all that are well of, four times over. */
async function paceOf(call: Call, well: readonly Receiver[]): Promise<number> {
  const begun = performance.now()
  const first: string[] = []
  for (let n = 0; n < tried; n++) first.push(await makeCustomer(call, -1 - n))
  while (wrongIn(well, first).length > 0) await wait(20)
  return Math.min(perSecond, (tried * 1000) / (performance.now() - begun) / 4)
}

type Making = { random: () => number; progress: { made: number }; rate: number }

/** Makes customers at drawn moments, so many a second, whatever becomes of them meanwhile; sent again until acknowledged. */
async function makeCustomers(call: Call, count: number, { random, progress, rate }: Making): Promise<string[]> {
  const begun = performance.now()
  const making: Promise<string>[] = []
  for (let n = 0; n < count; n++) {
    const due = begun + ((n + random()) * 1000) / rate
    await wait(Math.max(0, due - performance.now()))
    making.push(makeCustomer(call, n))
    progress.made = n + 1
  }
  return Promise.all(making)
}

async function makeCustomer(call: Call, n: number): Promise<string> {
  for (;;) {
    const rows = [{ externalId: `${n}`, name: `顧客 ${n}` }]
    const answer = await call<{ rows: { id: string }[] }>('PUT', '/accounts/bulk', { source: 'chaos', rows }).catch(
      () => null, // no answer: it may be there or not
    )
    if (answer) return answer.rows[0]!.id
    await wait(100)
  }
}

/** Has receivers change how they are at drawn moments, for some seconds each. */
function flap(some: readonly Receiver[], random: () => number): { stop: () => void } {
  const timers = some.map((receiver) =>
    setInterval(() => receiver.turn(moods[Math.floor(random() * moods.length)]!), 1000 + random() * 4000),
  )
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) }
}

async function answering(product: Product): Promise<void> {
  for (;;) {
    const { address } = await product.at()
    if ((await fetch(`${address}/readyz`).catch(() => null))?.ok) return
    await wait(100)
  }
}

/** Those that never answered are paused with the reason; somebody mends them, and has them told what failed. */
async function mended(call: Call, never: readonly Endpoint[], accounts: readonly string[]): Promise<string[]> {
  const { endpoints } = await call<{ endpoints: { id: string; pauseReason: string | null }[] }>('GET', '/webhooks')
  const wrong: string[] = []
  for (const receiver of never) {
    const reason = endpoints.find(({ id }) => id === receiver.id)?.pauseReason
    if (reason !== 'failing') wrong.push(`${receiver.url} did not answer for ${hours + beyond} h and is not paused`)
    receiver.turn('well')
    await call('PATCH', `/webhooks/${receiver.id}`, { paused: false })
    const [from, to] = [new Date(0).toISOString(), new Date().toISOString()]
    await call('POST', `/webhooks/${receiver.id}/replay`, { from, to, only: 'failed' })
  }
  for (const last = Date.now() + 300_000; wrongIn(never, accounts).length > 0 && Date.now() < last; ) await wait(200)
  return [...wrong, ...wrongIn(never, accounts)]
}

/** What happened to a customer is noted twice, long after it did, and one delivery of it is removed. Answers to which. */
async function plant(directory: string, endpoint: string): Promise<string> {
  const account = crypto.randomUUID()
  await asking(directory, async (client) => {
    const note = `insert into webhook_events (workspace_id, type, data, at)
      select workspace_id, 'account.created', jsonb_build_object('accountId', $1::text), now() - interval '5 seconds'
      from workspaces`
    await client.query(note, [account])
    await client.query(`delete from webhook_deliveries where endpoint_id = $1`, [endpoint])
    await client.query(note, [account])
    await client.query(`delete from webhook_deliveries where endpoint_id = $1`, [endpoint])
  })
  return account
}

function seePlanted(all: readonly Endpoint[], without: Endpoint, planted: string): Record<string, boolean> {
  const own = all.map(({ url, taken }) => ({ url, taken: taken.filter(({ account }) => account === planted) }))
  const wrong = wrongIn(own, [planted])
  return {
    'a delivery that was removed': wrong.some((text) => text.startsWith(`${without.url} was never`)),
    'one that was made twice': wrong.some((text) => text.includes('under 2 ids')),
    'one that came late': at(0.99, waits(own, []).usual) > promptly,
  }
}

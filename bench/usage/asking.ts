// The process that P11 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { addPerson } from '#capabilities/access/server/index.ts'
import { recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { EventStore } from '#platform/events/store.ts'
import { type Running, serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { analyzed } from '../analyzed.ts'
import type { Figure } from '../figure.ts'
import { benchWorkspace } from '../ground.ts'
import { fillWhileIngesting } from './filling.ts'
import { customers, makeCustomers, makeUse } from './history.ts'
import { type Question, questions } from './questions.ts'

const count = Number(process.env['EVENTS'] ?? 50_000_000)
const times = 3
const email = 'bench@example.co.jp'

async function measure(running: Running): Promise<Figure> {
  const { database, events, identity, reactor } = running.app
  const workspace = await benchWorkspace(database)
  const key = newWriteKey()
  const userId = await identity.create({ email, name: '計測 太郎', password: 'correct horse battery staple' })
  await database.workspace(workspace.id, async (tx) => {
    await addPerson(tx, workspace.id, { userId, name: '計測 太郎', email, role: 'admin' })
    await sql`insert into write_keys (workspace_id, id, name, key_hash, prefix)
      values (${workspace.id}, gen_random_uuid(), 'bench', ${writeKeyHash(key)}, ${key.slice(0, 8)})`.execute(tx)
  })
  const today = dayOf(Date.now(), workspace.timeZone)
  const settled = async () => {
    while (reactor.progress(workspace.id)) await wait(500)
    await running.app.ingest.projector.settled()
    while ((await merges(events)) > 0) await wait(500)
  }
  await told('customers and their use', async () => {
    await makeCustomers(database, workspace)
    await makeUse(events, workspace, today, count)
    await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
    await wait(2000)
    await settled()
    await quietFor10Minutes(events)
  })
  await analyzed(database)
  const yesterday = addDays(today, -1)
  const answers: { seconds: number; floor: number }[] = []
  for (const question of questions(workspace.id, yesterday)) answers.push(await ask(events, question))
  const cookie = await identity.openSession(userId, workspace.id)
  const { projector } = running.app.ingest
  const projected = () => projector.settled()
  await fillWhileIngesting({ address: running.address, key, cookie, events, workspace, customers, projected })
  const worst = answers.reduce((a, b) => (a.floor / a.seconds <= b.floor / b.seconds ? a : b))
  const seconds = Math.max(...answers.map((one) => one.seconds))
  return {
    name: 'P11',
    ratio: round(worst.floor / worst.seconds),
    figure: round(worst.seconds),
    unit: 's',
    floor: round(worst.floor),
    rows: count,
    seconds: round(seconds),
    floorIsPeer: true,
  }
}

/** The better of some times each, one after the other; throws where the two do not answer the same. */
async function ask(events: EventStore, { name, asked, byHand }: Question) {
  const [own, hand]: [number[], number[]] = [[], []]
  let [here, there] = ['', '']
  for (let time = 0; time < times; time++) {
    const begun = performance.now()
    here = await answered(events, asked)
    const between = performance.now()
    there = await answered(events, byHand)
    own.push(between - begun)
    hand.push(performance.now() - between)
  }
  if (here !== there)
    throw new Error(`${name}: by hand the answer is another one\n${here.slice(0, 800)}\n${there.slice(0, 800)}`)
  const [seconds, floor] = [Math.min(...own) / 1000, Math.min(...hand) / 1000]
  console.error(`${name}: ${round(seconds)} s, by hand ${round(floor)} s (${round(seconds / floor)} times that)`)
  return { seconds, floor }
}

async function answered(events: EventStore, { sql: text, params }: Question['asked']): Promise<string> {
  const rows = await events.query<object>(text, params)
  return JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted())
}

/** Months that nothing came into for ten minutes are in one piece: here they are after seconds. */
async function quietFor10Minutes(events: EventStore): Promise<void> {
  const pieces = async () => {
    const [row] = await events.query<{ n: number }>(
      `select count() - uniqExact(table, partition) as n from system.parts
       where active and database = currentDatabase() and table in ('events', 'usage_days')`,
    )
    return row!.n
  }
  const force = async (after: number) => {
    for (const table of ['events', 'usage_days'])
      await events.command(`alter table ${table} modify setting min_age_to_force_merge_seconds = ${after}`)
  }
  await force(1)
  while ((await pieces()) > 0) await wait(500)
  await force(600)
}

async function merges(events: EventStore): Promise<number> {
  const [row] = await events.query<{ n: number }>('select count() as n from system.merges')
  return row!.n
}

async function told(what: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now()
  await work()
  console.error(`${what}: ${round((performance.now() - begun) / 1000)} s`)
}

const round = (value: number) => Math.round(value * 1000) / 1000

const directory = process.env['BENCH_DATA'] ?? (await mkdtemp(path.join(os.tmpdir(), 'banso-bench-')))
const opened = await serve(readSettings(['--data', directory], { PORT: '0' }))
try {
  process.send?.(await measure(opened))
} finally {
  await opened.stop()
  if (!process.env['BENCH_DATA']) await rm(directory, { recursive: true, force: true })
}
process.disconnect?.()

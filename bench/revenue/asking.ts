// The process that revenue is measured in: as `npm start` would run it. It sends its figure to who started it.
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { sql } from 'kysely'
import { addPerson } from '#capabilities/access/server/index.ts'
import { reactOnce, recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import { withClient } from '#platform/database/client.ts'
import type { Workspace } from '#platform/http/context.ts'
import { createHost } from '#platform/http/host.ts'
import { startApp } from '#start/app.ts'
import { facts, rawRoutes, router } from '#start/catalogue.ts'
import type { Figure } from '../figure.ts'
import { settled } from '../filled.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { type Question, questionsOn } from './questions.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 20)

/** The workspace of a run before, or a new one with five years of contracts and their ledgers derived. */
async function filled({ database, events, stores }: BenchGround): Promise<Workspace> {
  const { rows } = await database.system((tx) =>
    sql<Workspace>`select workspace_id as id, name, locale, time_zone as "timeZone", currency,
      fiscal_start_month as "fiscalStartMonth" from workspaces limit 1`.execute(tx),
  )
  if (rows[0]) return rows[0]
  const workspace = await benchWorkspace(database)
  const lines = fs.readFileSync(new URL('./lines.sql', import.meta.url), 'utf8')
  await database.workspace(workspace.id, async (tx) => {
    const text = lines.replaceAll(':workspace', `'${workspace.id}'::uuid`).replaceAll(':accounts', `${accounts}`)
    await sql.raw(text).execute(tx)
    await recomputeWorkspace(tx, workspace.id)
  })
  const asOwner = (text: string) => withClient(stores.server.login('owner'), (owner) => owner.query(text))
  await asOwner('analyze')
  const quiet = { live: { publish: async () => {} }, onMalformed: () => {}, onFailure: () => {}, now: () => new Date() }
  const [turns, begun] = [new Map(), performance.now()]
  while (await reactOnce({ system: facts, database, events, ...quiet }, turns));
  console.error(`facts and ledgers of ${accounts}: ${round((performance.now() - begun) / 1000)} s`)
  await asOwner('vacuum analyze')
  return workspace
}

async function measure(ground: BenchGround): Promise<Figure> {
  const workspace = await filled(ground)
  const log = pino({ level: 'silent' })
  const files = { filesDirectory: `${ground.directory}/files`, publicUrl: undefined }
  const app = await startApp({ ...ground.stores, ...files, log })
  await settled(ground.database)
  const host = await createHost({ router, raw: rawRoutes(app), parts: app, ready: () => true, log, version: '0' })
  await host.app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(host.app.server.address() as AddressInfo).port}`
  const email = `${Date.now()}@example.jp`
  const userId = await app.identity.create({ name: '計測', email, password: 'correct horse staple' })
  await app.database.workspace(workspace.id, (tx) =>
    addPerson(tx, workspace.id, { userId, name: '計測', email, role: 'admin' }),
  )
  const cookie = await app.identity.openSession(userId, workspace.id)
  const { user, host: socket, database } = ground.stores.server.login('banso_app')
  const bare = new pg.Client({ user, host: socket, database })
  await bare.connect()

  const begun = performance.now()
  let first: Told | undefined
  try {
    for (const question of questionsOn(dayOf(Date.now(), workspace.timeZone))) {
      const told = await tell(question, { address, cookie, bare, workspace })
      first ??= told
    }
    if (rounds > 0) await compareList({ address, cookie, bare, workspace })
  } finally {
    await bare.end()
  }
  await host.app.close()
  await app.stop()
  const { p95, floor } = first!
  return {
    name: 'revenue',
    ratio: round(floor / p95),
    figure: round(p95),
    unit: 'ms p95, waterfall of 60 months',
    floor: round(floor),
    rows: accounts,
    seconds: round((performance.now() - begun) / 1000),
    floorIsPeer: true,
  }
}

type Told = { p95: number; floor: number }
type Asked = { address: string; cookie: string; bare: pg.Client; workspace: Workspace }

/** Asks a question and its bare statement by turns, so that whatever slows the machine slows both. */
async function tell(question: Question, { address, cookie, bare, workspace }: Asked): Promise<Told> {
  const [own, floor] = [[] as number[], [] as number[]]
  for (let at = -2; at < rounds; at++) {
    const took = await timed(async () => {
      const answer = await fetch(address + question.path, { headers: { cookie } })
      const body = await answer.text()
      if (!answer.ok) throw new Error(`${question.path}: ${answer.status} ${body.slice(0, 300)}`)
      JSON.parse(body)
    })
    const alone = await timed(async () => {
      await bare.query(`begin; set local app.workspace_id = '${workspace.id}'`)
      await bare.query(question.floor, [workspace.id, question.from, question.to])
      await bare.query('commit')
    })
    if (at >= 0) {
      own.push(took)
      floor.push(alone)
    }
  }
  const goal = question.goal === null ? '' : ` (goal ${question.goal} ms)`
  console.error(
    `${question.name}: p50 ${round(percentile(own, 0.5))} ms, p95 ${round(percentile(own, 0.95))} ms${goal}; floor p50 ${round(percentile(floor, 0.5))} ms, p95 ${round(percentile(floor, 0.95))} ms`,
  )
  return { p95: percentile(own, 0.95), floor: percentile(floor, 0.95) }
}

/**
 * A list of everybody's MRR compared with ours: a third of the lines with tax, some off by what nothing tells, so that contracts are
 * looked into. Floor: what the list is made of.
 */
async function compareList({ address, cookie, bare, workspace }: Asked): Promise<void> {
  const month = dayOf(Date.now() - 40 * 86_400_000, workspace.timeZone).slice(0, 7)
  let lines: { name: string; mrr: number }[] = []
  const floor = await timed(async () => {
    await bare.query(`begin; set local app.workspace_id = '${workspace.id}'`)
    const { rows } = await bare.query<{ name: string; mrr: number }>(
      `select a.name, round(sum(m.amount) / 55440.0)::float8 as mrr from revenue_movements m
       join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id
       where m.workspace_id = $1 and m.moved_on < ($2 || '-01')::date + interval '1 month' group by a.id, a.name`,
      [workspace.id, month],
    )
    lines = rows
    await bare.query('commit')
  })
  const theirs = lines.map(({ name, mrr }, at) => {
    const amount = at % 3 === 0 ? Math.round(mrr * 1.1) : at % 7 === 0 ? mrr + 1234 : mrr
    return `${name},${amount}`
  })
  let told = ''
  const took = await timed(async () => {
    const answer = await fetch(`${address}/api/v1/revenue/reconciliations?kind=mrr&month=${month}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'text/csv' },
      body: ['顧客名,月額', ...theirs].join('\n'),
    })
    told = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${told.slice(0, 300)}`)
  })
  const { totals } = JSON.parse(told) as { totals: { reasons: { reason: string; accounts: number }[] } }
  const reasons = totals.reasons.map(({ reason, accounts: count }) => `${reason} ${count}`).join(', ')
  console.error(`a list of ${lines.length} lines compared: ${round(took)} ms (${reasons}); floor ${round(floor)} ms`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const percentile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
const round = (value: number) => Math.round(value * 10) / 10

const opened = await openGround(process.env['BENCH_DATA'])
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()

import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { dayAgo } from '#test/build/day.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { ownEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

const patience = { timeout: 45_000 }
const metric = 'metric.weekly_active_users'
let server: TestServer
let admin: Visitor
let accountId: AccountId

beforeAll(async () => {
  server = await testServer({ events: await ownEvents() })
  admin = await server.signIn('admin')
  accountId = await buildTrackedAccount(server.database, server.workspace, 'alpha')
  const users = ['a', 'b', 'c'].map((userId) => ({ userId, accountId, at: Date.now() - 3_600_000 }))
  await server.database.workspace(server.workspace.id, (tx) => acceptEvents(tx, server.workspace.id, offer(...users)))
  const raises = { title: { ja: '使われていない', en: 'Unused' }, because: null, effortMinutes: 5, dueBusinessDays: 1 }
  const rule = { holdDays: 0, coolDownDays: 0, scope: '', help: { ja: '', en: '' }, condition: `${metric} < 1` }
  const risk = { ...raises, kind: 'risk' as const, sharePercent: 100, chancePercent: 50 }
  await vi.waitFor(async () => expect(await facts()).toMatchObject({ [metric]: 3 }), patience)
  await admin.api.cockpit.rules.create({ draft: { ...rule, label: { ja: '不使用', en: 'Unused' }, raises: risk } })
})

const facts = async () => (await admin.api.accounts.get({ id: accountId })).facts
const raised = async () =>
  (await admin.api.cockpit.ctas.ofAccount({ id: accountId })).ctas.filter((cta) => cta.title.ja === '使われていない')

/** While `work` goes on the event store is filled again and lacks some rows of the company, by what was accepted an hour ago. */
async function whileLacking(lacks: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(server.database.server.login('banso_system'))
  await client.connect()
  await client.query('select pg_advisory_lock(6204118733)') // whoever projects waits
  const { id } = server.workspace
  const anew = sql`update journal set projected_to = null, at = at - interval '1 hour' where workspace_id = ${id}`
  await server.database.system((tx) => anew.execute(tx))
  for (const [table, rows] of Object.entries(lacks))
    await server.app.events.command(
      `alter table ${table} delete where workspace_id = {workspace:UUID} and ${rows} settings mutations_sync = 1`,
      { workspace: id },
    )
  try {
    await work()
  } finally {
    await client.end()
  }
}

test('while the event store is filled again no alarm goes off, and pages say up to when they are complete', async () => {
  await whileLacking({ events: '1', usage_days: '1', fact_history: '1' }, async () => {
    const { version } = (await admin.api.accounts.get({ id: accountId })).account
    await admin.api.accounts.update({ id: accountId, version, employees: 77 })
    await expect.poll(facts, patience).toMatchObject({ 'account.employees': 77, [metric]: 3 })
    expect(await raised()).toEqual([])
    const { completeTo, waiting, lastDay } = await admin.api.usage.live.overview()
    expect([waiting, lastDay.events]).toEqual([3, 0])
    expect(completeTo).not.toBeNull()
    expect((await admin.api.usage.account({ id: accountId })).completeTo).toBe(completeTo)
  })
  await expect.poll(async () => (await admin.api.usage.live.overview()).completeTo, patience).toBeNull()
  await expect.poll(async () => (await admin.api.usage.live.overview()).lastDay.events, patience).toBe(3)
  expect([await facts(), await raised()]).toMatchObject([{ [metric]: 3 }, []])
}, 120_000)

test('what is not filled in again yet does not pass for silence', async () => {
  const early = { userId: 'a', accountId, at: Date.now() - 20 * 86_400_000 }
  await server.database.workspace(server.workspace.id, (tx) => acceptEvents(tx, server.workspace.id, offer(early)))
  await server.app.ingest.projector.settled()
  await whileLacking({ usage_days: `day > '${dayAgo(10)}'` }, async () => {
    expect((await admin.api.usage.silence()).lastOn).toBeNull()
  })
})

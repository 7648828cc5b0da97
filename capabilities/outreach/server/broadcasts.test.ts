import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { workOnce } from './work.ts'

let server: TestServer
let sink: SmtpSink
let admin: Visitor
const always = { from: 0, to: 24, weekdays: false }

beforeAll(async () => {
  ;[server, sink] = await Promise.all([testServer(), smtpSink()])
  admin = await server.signIn('admin')
  const { id } = server.workspace
  await server.database.workspace(id, async (tx) => {
    await sql`insert into mail_servers (workspace_id, host, port, security, per_minute, per_domain_minute, origin)
      values (${id}, '127.0.0.1', ${sink.port}, 'none', 60000, 60000, 'https://banso.example.co.jp')`.execute(tx)
    await sql`insert into mail_senders (workspace_id, id, name, address, company, postal_address, contact, is_default)
      values (${id}, gen_random_uuid(), '試験商事', 'cs@shiken.example.co.jp', '試験商事株式会社', '東京都', '03-0000-0000', true)`.execute(
      tx,
    )
  })
  const words = { name: { ja: 'お知らせ', en: 'News' }, aim: { ja: '', en: '' }, body: { ja: 'ご案内', en: 'News' } }
  const plain = { ...words, subject: { ja: '文面A', en: 'A' } }
  const region = { ja: '{{ facts.account.region }}の{{ contact.name }}様', en: '{{ facts.account.region }}' }
  const publish = admin.api.outreach.templates.publish
  await publish({ key: 'plain', version: 0, note: '', draft: plain })
  await publish({ key: 'region', version: 0, note: '', draft: { ...plain, body: region } })
})

/** Customers named after a group, each with so many promoters, every other one with a region, one perhaps without addresses; resolves once facts are known. */
async function customers(group: string, count: number, { each = 1, lacking = '' } = {}): Promise<void> {
  const { id } = server.workspace
  await server.database.workspace(id, async (tx) => {
    const { rows } = await sql<{ id: AccountId }>`insert into accounts (workspace_id, id, name, region)
      select ${id}, gen_random_uuid(), n || ${group}, case when n % 2 = 0 then '中部' end from generate_series(1, ${count}::int) n
      returning id`.execute(tx)
    await sql`insert into contacts (workspace_id, id, account_id, name, email, roles)
      select workspace_id, gen_random_uuid(), id, '中村 葵', case when name <> ${lacking} then gen_random_uuid() || '@kyaku.example.co.jp' end, '{promoter}'
      from accounts, generate_series(1, ${each}::int) where name like ${`%${group}`}`.execute(tx)
    await markDirty(
      tx,
      id,
      rows.map((row) => row.id),
    )
  })
  const waiting = () =>
    server.database.ask(sql`select 1 from dirty_accounts where workspace_id = ${id} and not_before is null limit 1`)
  await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toEqual([])
}

const draftFor = (group: string) => ({
  name: `${group}へ`,
  template: 'plain',
  condition: `account.name.endsWith("${group}")`,
  roles: ['promoter' as const],
  window: always,
  waitDays: 3,
  subjectB: null as { ja: string; en: string } | null,
  senderId: null as string | null,
  sendAt: null as string | null,
})

const trial = { share: 50, goal: { is: 'replied' as const }, atLeast: 10, days: 7, otherwise: 'a' as const }

/** A trial that is out: all mails of the first wave were taken in. */
async function tried(group: string) {
  await customers(group, 151)
  const draft = { ...draftFor(group), subjectB: { ja: '文面B', en: 'B' }, trial }
  const made = await admin.api.outreach.broadcasts.create(draft)
  const { id } = await admin.api.outreach.broadcasts.move({ id: made.id, version: made.version, move: 'schedule' })
  const state = () => admin.api.outreach.broadcasts.get({ id })
  const isOut = async () => {
    const { counts, outcome } = await state()
    return counts.of === 151 && counts.queued === 0 && counts.planned === outcome?.waiting && counts.sent > 0
  }
  await expect.poll(isOut, { timeout: 45_000 }).toBe(true)
  return { id, state }
}

/** Lets the engine look so many days later. */
const later = (days: number) => workOnce({ ...server.app, now: () => new Date(Date.now() + days * 86_400_000) })

test('a trial waits while too few have answered, and the rest gets the text that is surely better', async () => {
  const { id, state } = await tried('試験運輸')
  const first = (await state()).outcome!
  expect(first).toMatchObject({ winner: null, because: 'not_sure', a: { did: 0 }, b: { did: 0 } })
  expect(first.a.sent + first.b.sent + first.waiting).toBe(151)
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`update outreach_messages set replied_at = now() where broadcast_id = ${id} and half = 'b'`.execute(tx),
  )
  expect((await state()).outcome).toMatchObject({ winner: null, because: 'sure', leads: 'b' })
  await later(1)
  expect((await state()).outcome).toMatchObject({ winner: 'b', because: 'sure', b: { did: first.b.sent } })
  expect(await state()).toMatchObject({ status: 'done', counts: { planned: 0, queued: first.waiting, skipped: 0 } })
  const { rows } = await admin.api.outreach.broadcasts.messages({ id, limit: 200 })
  expect(rows.filter(({ half }) => half === 'b')).toHaveLength(first.b.sent + first.waiting)
})

test('a trial that stays open ends on its last day with the text that was chosen, not before', async () => {
  const { state } = await tried('試験海運')
  await later(3)
  expect((await state()).outcome).toMatchObject({ winner: null })
  await later(8)
  expect((await state()).outcome).toMatchObject({ winner: 'a', because: 'last_day', waiting: 0 })
})

test('a preview asks of everybody what the sending will ask, and each figure opens who is behind it', async () => {
  const group = '試験商会'
  await customers(group, 10, { lacking: `1${group}` })
  const { rows } = await server.database.workspace(server.workspace.id, (tx) =>
    sql<{
      email: string
    }>`select email from contacts c join accounts a on a.id = c.account_id where a.name = ${`4${group}`}`.execute(tx),
  )
  await admin.api.mail.suppress({ address: rows[0]!.email, purpose: '*' })
  const draft = { ...draftFor(group), template: 'region' }
  const { excluded, recipients } = await admin.api.outreach.broadcasts.preview(draft)
  expect(recipients).toBe(4)
  expect(excluded).toEqual([
    { reason: 'no_address', detail: '', count: 1 },
    { reason: 'suppressed', detail: '', count: 1 },
    { reason: 'missing_value', detail: 'facts.account.region', count: 4 },
  ])
  const missing = { reason: 'missing_value' as const, detail: 'facts.account.region', limit: 3 }
  const page = await admin.api.outreach.broadcasts.recipients({ ...draft, ...missing })
  const next = await admin.api.outreach.broadcasts.recipients({ ...draft, ...missing, cursor: page.next! })
  expect([...page.rows, ...next.rows].map(({ account }) => account.name).toSorted()).toEqual(
    [3, 5, 7, 9].map((n) => `${n}${group}`),
  )
  expect(next.next).toBeNull()
})

test('ten thousand recipients are previewed in seconds of work, all of them', async () => {
  await customers('試験重工', 1000, { each: 10, lacking: '1試験重工' })
  const before = process.cpuUsage().user
  const { excluded, recipients } = await admin.api.outreach.broadcasts.preview({
    ...draftFor('試験重工'),
    template: 'region',
  })
  const seconds = (process.cpuUsage().user - before) / 1e6
  expect(recipients).toBe(2000) // four of each customer's ten, by the contact budget
  expect(excluded.map(({ reason, count }) => [reason, count])).toEqual([
    ['no_address', 10],
    ['missing_value', 4990],
    ['budget', 3000],
  ])
  expect(seconds).toBeLessThan(8)
}, 90_000)

test('a draft says when it goes out where that is outside its hours', async () => {
  const at = new Date(Date.now() + 86_400_000)
  at.setUTCHours(20, 0, 0, 0) // five in the morning in Tokyo, where Japan keeps one time all year
  const draft = { ...draftFor('試験商会'), window: { from: 9, to: 18, weekdays: false }, sendAt: at.toISOString() }
  const { opensAt } = await admin.api.outreach.broadcasts.preview(draft)
  expect(opensAt).toBe(new Date(at.getTime() + 4 * 3_600_000).toISOString())
})

test('a trial without a second text, with a blank one, or without its condition, is refused', async () => {
  const goal = { is: 'reached' as const, condition: '', days: 7 }
  const refused = (rule: string) => ({ data: { issues: [{ field: 'trial', rule: `outreach.${rule}` }] } })
  const create = admin.api.outreach.broadcasts.create
  const draft = draftFor('試験商会')
  const blank = { ...draft, subjectB: { ja: 'B', en: ' ' } }
  await expect(create(blank)).rejects.toMatchObject({ data: { issues: [{ rule: 'outreach.blank' }] } })
  await expect(create({ ...draft, trial })).rejects.toMatchObject(refused('nothing_to_try'))
  const two = { ...draft, subjectB: { ja: 'B', en: 'B' }, trial: { ...trial, goal } }
  await expect(create(two)).rejects.toMatchObject(refused('no_condition'))
})

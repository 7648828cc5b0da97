import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const database = await testDatabase()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, testEvents(), workspace)

type Raised = { rule_key: string; because: string; title: string; due_on: string; status: string }

const raised = (id: AccountId): Promise<Raised[]> =>
  database.workspace(workspace.id, async (tx) => {
    const { rows } = await sql<Raised>`
      select c.rule_key, c.status, c.due_on, s.words -> 'because' ->> 'ja' as because, s.words -> 'title' ->> 'ja' as title
      from ctas c join signals s on s.id = c.signal_id where c.account_id = ${id} order by c.created_at, c.rule_key
    `.execute(tx)
    return rows
  })
const close = (id: AccountId, at: string) =>
  database.workspace(workspace.id, (tx) =>
    sql`update ctas set status = 'closed', outcome = 'helped', closed_at = ${at} where account_id = ${id}`.execute(tx),
  )
const keys = async (id: AccountId) => (await raised(id)).map((one) => one.rule_key)

const usage = (now: number, previous: number) => ({
  'metric.weekly_active_users': now,
  'metric.weekly_active_users.previous': previous,
  'metric.weekly_active_users.change': (100 * (now - previous)) / previous,
})

test('usage that falls raises a CTA once, with the facts of that moment and a day to be done by', async () => {
  const id = await account('青海精機', { 'account.signed_up_on': '2026-10-01', ...usage(22, 20) })
  await pass('2026-11-19T01:00:00Z')
  expect(await keys(id)).toEqual([])
  given(id, usage(9, 22))
  await pass('2026-11-20T01:00:00Z')
  await pass('2026-11-20T02:00:00Z')
  expect(await raised(id)).toEqual([
    {
      rule_key: 'usage_fell',
      status: 'open',
      because: '週次利用者が22名から9名に減りました(−59.1%)。',
      title: '利用低下の理由を確かめ、立て直す',
      due_on: '2026-11-25', // two business days after a Friday before a long weekend
    },
  ])
  const now = await facts(id, '2026-11-20T02:00:00Z')
  expect([now.value('cta.open_count'), now.value('cta.next_due_on')]).toEqual([1, '2026-11-25'])
})

test('a CTA that was closed is raised again after the cool-down, once the condition has come and gone', async () => {
  const id = await account('白樺物流', { 'account.signed_up_on': '2026-10-01', ...usage(9, 22) })
  await pass('2026-11-01T01:00:00Z', [id])
  await close(id, '2026-11-02T01:00:00Z')
  await pass('2026-11-03T01:00:00Z', [id])
  given(id, usage(20, 22))
  await pass('2026-11-04T01:00:00Z', [id])
  given(id, usage(9, 22))
  await pass('2026-11-05T01:00:00Z', [id])
  expect((await raised(id)).map((one) => one.status)).toEqual(['closed'])
  await pass('2026-11-30T01:00:00Z', [id])
  expect((await raised(id)).map((one) => one.status)).toEqual(['closed', 'open'])
})

test('each of the eight ready-made rules fires on its own facts', async () => {
  const long = await account('南天商事', {
    'account.signed_up_on': '2026-08-01',
    'account.touch_model': 'tech',
    'account.has_owner': false,
    'contacts.decision_maker.last_touch_on': '2026-08-01',
    'touch.last_on': '2026-09-01',
    'contract.renewal_on': '2027-01-15',
    'contract.seats': 50,
    'metric.licence_use': 96,
    'inquiry.count_7d': 6,
    'inquiry.usual_7d': 1.5,
    'inquiry.open_count': 2,
    'survey.nps.latest': 3,
    'survey.nps.on': '2026-11-01',
    ...usage(5, 10),
  })
  await pass('2026-11-20T01:00:00Z', [long])
  expect((await keys(long)).sort()).toEqual([
    'decision_maker_silent',
    'inquiry_spike',
    'licences_nearly_full',
    'owner_missing',
    'phase_stalled',
    'renewal_without_contact',
    'unhappy_answer',
    'usage_fell',
  ])
  const spike = (await raised(long)).find((one) => one.rule_key === 'inquiry_spike')
  expect(spike?.because).toBe('7日間に6件の問い合わせがありました(ふだんは週1.5件)。未解決は2件です。')
})

test('a field that is tired on the way to a deep success is pointed out after a week, and no longer once somebody spoke with it', async () => {
  const rule = 'field_fatigue'
  const id = await account('比良山工業', {
    'account.success_type': 'deep',
    'account.signed_up_on': '2026-02-01',
    'contacts.operator.last_touch_on': '2026-09-20',
    'inquiry.open_count': 3,
  })
  const holds = async () => {
    const { rows } = await database.workspace(workspace.id, (tx) =>
      sql<{ holds: boolean }>`
        select holds_since is not null as holds from signal_states where account_id = ${id} and rule_key = ${rule}
      `.execute(tx),
    )
    return rows[0]?.holds ?? false
  }
  await pass('2026-11-10T01:00:00Z', [id])
  expect([await holds(), await keys(id)]).toEqual([true, expect.not.arrayContaining([rule])])
  await pass('2026-11-20T01:00:00Z', [id])
  const cta = (await raised(id)).find((one) => one.rule_key === rule)
  expect(cta?.because).toBe('登録から292日、運用担当との接点が61日ありません(未解決の問い合わせ3件)。')
  given(id, { 'contacts.operator.last_touch_on': '2026-11-20' })
  await pass('2026-11-21T01:00:00Z', [id])
  expect(await holds()).toBe(false)
})

test('customers whose contract has ended are left in peace', async () => {
  const id = await account('葛城工業', { 'contract.state': 'ended', 'account.has_owner': false, ...usage(1, 30) })
  await pass('2026-11-20T01:00:00Z', [id])
  expect(await keys(id)).toEqual([])
})

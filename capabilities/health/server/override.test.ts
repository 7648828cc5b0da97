import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { dear } from '../core/ready/dear.ts'
import { newKey } from '../core/order.ts'
import { createOverride, endOverride, reopenOverride } from './overrideWrite.ts'
import { readOverrides } from './overrideRead.ts'
import { previewDraft } from './preview.ts'
import { presentWhy } from './whyPresent.ts'
import { readWhy } from './whyRead.ts'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, events, workspace)
const day1 = '2026-11-01T01:00:00Z'
const thatNoon = '2026-11-01T03:00:00Z'

const personId = crypto.randomUUID()
const callAt = (instant: string) => ({
  caller: { workspace, workspaceId: workspace.id, personId, name: '森' } as never,
  database,
  live: { publish: async () => {} } as never,
  now: () => new Date(instant),
  newId: <T extends string>() => crypto.randomUUID() as unknown as T,
  today: () => dayOf(Date.parse(instant), workspace.timeZone),
  transaction: <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work),
})
const inTx = <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work)
const said = { score: 40, reason: '責任者が退任する。', until: day('2026-11-14') }
const known = {
  'account.signed_up_on': '2024-04-01',
  'touch.last_on': '2026-10-28',
  'metric.licence_use': 82,
  'metric.weekly_active_users.change': 4,
  'metric.habit_weeks_12': 12,
  'metric.last_seen_on': '2026-10-31',
  'survey.nps.latest': 9,
  'survey.nps.on': '2026-09-01',
}
const standing = async (id: AccountId, at: string) => {
  const { value } = await facts(id, at)
  return ['health.score', 'health.grade', 'health.computed_score', 'health.overridden_until'].map(value)
}

test('a score counts as it was overridden to the end of its last day, and the computed one stays beside it', async () => {
  const id = await account('青海精機', known)
  await pass(day1, [id])
  const [computed, grade] = await standing(id, day1)
  expect(computed).toBeGreaterThan(60)
  await inTx((tx) => createOverride(tx, callAt(thatNoon), id, said))
  await pass(thatNoon, [id])
  expect(await standing(id, thatNoon)).toEqual([40, 'risk', computed, '2026-11-14'])
  const lastDay = '2026-11-14T14:59:00Z' // 23:59 in Tokyo
  await pass(lastDay, [id])
  expect((await standing(id, lastDay))[0]).toBe(40)
  expect((await facts(id, lastDay)).value('health.change_7d')).toBe(0)
  const turn = '2026-11-14T15:01:00Z'
  await pass(turn, [id])
  const [after, gradeAfter, computedAfter, until] = await standing(id, turn)
  expect([after, gradeAfter, until]).toEqual([computedAfter, grade, null])
  const shown = await inTx((tx) => readOverrides(tx, workspace.id, id, day('2026-11-15')))
  expect(shown).toMatchObject([{ score: 40, state: 'expired', ended: null }])
})

test('the answer to why names both scores, and measures move the computed one alone', async () => {
  const id = await account('東雲フーズ', known)
  await pass(day1, [id])
  const [computed] = (await standing(id, day1)) as [number]
  await inTx((tx) => createOverride(tx, callAt(thatNoon), id, said))
  await pass(thatNoon, [id])
  given(id, { 'metric.weekly_active_users.change': -45 })
  const later = '2026-11-08T01:00:00Z'
  await pass(later, [id])
  const parts = await inTx(async (tx) =>
    readWhy({ tx, events, workspace, accountId: id, facts: await facts(id, later) }),
  )
  const why = presentWhy(parts!, new Date(later))
  expect(why.override).toMatchObject({ score: 40, grade: 'risk', reason: said.reason, until: '2026-11-14' })
  expect(why.score).toBeLessThan(computed)
  expect(why.comparisons[0]).toMatchObject({ score: computed, difference: why.score! - computed, otherCard: false })
  expect(why.sentence.ja).toContain(
    '2026年11月14日まで40点(危険)として扱っています(理由: 責任者が退任する)。計算では、',
  )
})

test('only one holds; the former is kept with who ended it, and holds again when that is undone', async () => {
  const id = await account('白樺工業', known)
  const call = callAt(day1)
  const first = await inTx((tx) => createOverride(tx, call, id, said))
  const second = await inTx((tx) => createOverride(tx, call, id, { ...said, score: 55 }))
  const states = async () =>
    (await inTx((tx) => readOverrides(tx, workspace.id, id, call.today()))).map((one) => [one.score, one.state])
  expect(new Map((await states()) as [number, string][])).toEqual(
    new Map([
      [55, 'holds'],
      [40, 'ended'],
    ]),
  )
  await inTx((tx) => reopenOverride(tx, call, id, first.id))
  await inTx((tx) => endOverride(tx, call, id, first.id))
  await expect(inTx((tx) => endOverride(tx, call, id, first.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(inTx((tx) => reopenOverride(tx, callAt('2026-12-01T01:00:00Z'), id, second.id))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const { rows } = await inTx((tx) =>
    sql<{ action: string }>`select action from audit_log where account_id = ${id} order by at, id`.execute(tx),
  )
  expect(rows.map(({ action }) => action).toSorted()).toEqual([
    'override.create',
    'override.create',
    'override.end',
    'override.reopen',
  ])
})

test('what a draft would change leaves an override in force, graded by the draft’s borders', async () => {
  const id = await account('丘珠メディカル', known)
  await inTx((tx) => createOverride(tx, callAt(day1), id, said))
  await pass(day1, [id])
  const draft = { ...dear, when: 'account.name == "丘珠メディカル"', bands: { ...dear.bands, watchFrom: 30 } }
  const asked = { key: newKey, draft, move: null, skip: 0, limit: 20 }
  const { named } = await previewDraft(callAt(day1), asked)
  expect(named).toMatchObject([{ id, before: { score: 40, grade: 'risk' }, after: { score: 40, grade: 'watch' } }])
})

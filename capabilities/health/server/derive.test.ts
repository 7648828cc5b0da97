import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { factsOfCard } from '../core/scorecard.ts'
import { readyCards } from '../core/ready/dear.ts'
import { presentWhy } from './whyPresent.ts'
import { readWhy } from './whyRead.ts'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, events, workspace)

const good = {
  'account.signed_up_on': '2024-04-01',
  'touch.last_on': '2026-10-28',
  'contacts.decision_maker.last_touch_on': '2026-10-20',
  'metric.licence_use': 82,
  'metric.weekly_active_users.change': 4,
  'metric.habit_weeks_12': 12,
  'metric.features_used_28d': 6,
  'metric.stickiness': 24,
  'metric.last_seen_on': '2026-10-31',
  'survey.nps.latest': 9,
  'survey.nps.on': '2026-09-01',
  'inquiry.satisfaction_90d': 4.2,
}
const now = async (id: AccountId, at: string, key: string): Promise<FactValue> => (await facts(id, at)).value(key)
const whyOf = async (id: AccountId, at: string) => {
  const known = await facts(id, at)
  const asked = { events, workspace, accountId: id, facts: known }
  const parts = await database.workspace(workspace.id, (tx) => readWhy({ ...asked, tx }))
  return presentWhy(parts!, new Date(at))
}

test('a score falls with the facts, says by how much since last week, and which measures moved it', async () => {
  const id = await account('青海精機', good)
  await pass('2026-11-01T01:00:00Z', [id])
  const before = (await now(id, '2026-11-01T01:00:00Z', 'health.score')) as number
  given(id, {
    'metric.weekly_active_users.change': -45,
    'metric.last_seen_on': '2026-11-07',
    'touch.last_on': '2026-11-06',
  })
  await pass('2026-11-08T01:00:00Z', [id])
  const after = (await now(id, '2026-11-08T01:00:00Z', 'health.score')) as number
  expect(await now(id, '2026-11-08T01:00:00Z', 'health.change_7d')).toBe(after - before)
  expect(after).toBeLessThan(before)
  const why = await whyOf(id, '2026-11-08T02:00:00Z')
  const [week, month] = why.comparisons
  expect(week).toMatchObject({ since: '2026-11-01', score: before, difference: after - before, otherCard: false })
  expect(week!.moved[0]).toMatchObject({ measure: 'weekly_change', before: { value: 4 }, after: { value: -45 } })
  expect(month).toMatchObject({ score: null, difference: null })
  expect(why.sentence.ja).toContain(`7日前より${before - after}点低く、${after}点`)
})

test('too little known is unknown, and no score', async () => {
  const id = await account('新規', { 'account.signed_up_on': '2020-01-01' })
  await pass('2026-11-01T01:00:00Z', [id])
  expect(await now(id, '2026-11-01T01:00:00Z', 'health.grade')).toBe('unknown')
  expect(await now(id, '2026-11-01T01:00:00Z', 'health.score')).toBeNull()
  expect((await whyOf(id, '2026-11-01T01:00:00Z')).sentence.ja).toContain('まだ判断できません')
})

test('a value that went missing is held for as long as its measure says', async () => {
  const id = await account('東雲フーズ', good)
  await pass('2026-05-01T01:00:00Z', [id])
  given(id, { 'inquiry.satisfaction_90d': null })
  await pass('2026-05-02T01:00:00Z', [id])
  const support = async (at: string) =>
    (await whyOf(id, at)).dimensions[1]!.measures.find((one) => one.key === 'inquiry_satisfaction')
  expect(await support('2026-05-02T01:00:00Z')).toMatchObject({
    state: 'held',
    datedOn: '2026-05-02',
    seen: { value: 4.2 },
  })
  expect(await support('2026-11-20T01:00:00Z')).toMatchObject({ state: 'missing', points: null })
})

test('in its onboarding a customer is judged by a card of its own, and the page says why', async () => {
  const id = await account('丘珠メディカル', { ...good, 'account.signed_up_on': '2026-10-01' })
  await pass('2026-11-01T01:00:00Z', [id])
  const { card, dimensions } = await whyOf(id, '2026-11-01T01:00:00Z')
  expect(card).toMatchObject({ key: 'dear_onboarding', clauses: [{ held: true, text: 'phase.key == "onboarding"' }] })
  expect(dimensions.map((one) => one.key)).not.toContain('roi')
})

test('every fact that the ready-made scorecards read is known', async () => {
  const id = await account('すべて', good)
  const { catalogue } = await facts(id, '2026-11-01T01:00:00Z')
  expect(readyCards.flatMap(factsOfCard).filter((key) => !catalogue.get(key))).toEqual([])
})

test('how much we are in touch is told beside the score, by the norms of the touch model', async () => {
  const touched = (role: string, on: string, count: number) => ({
    [`contacts.${role}.known`]: true,
    [`contacts.${role}.last_touch_on`]: on,
    [`contacts.${role}.touches_30d`]: count,
  })
  const id = await account('白樺工業', {
    ...good,
    'account.touch_model': 'high',
    'contract.state': 'active',
    ...touched('decision_maker', '2026-10-20', 1),
    ...touched('promoter', '2026-09-02', 0), // 60 days before
    ...touched('operator', '2026-10-31', 24),
  })
  const day = '2026-11-01T01:00:00Z'
  await pass(day, [id])
  const [score] = [await now(id, day, 'health.score')]
  expect(await now(id, day, 'health.touch_score')).toBe(67) // of 100, 50 and 50
  expect(await now(id, day, 'health.touch')).toBe('too_little')
  given(id, { 'account.touch_model': 'tech', ...touched('operator', '2026-10-31', 4) })
  await pass(day, [id])
  expect(await now(id, day, 'health.touch')).toBe('right')
  expect(await now(id, day, 'health.score')).toBe(score)
  given(id, { 'contract.state': 'ended' })
  await pass(day, [id])
  expect(await now(id, day, 'health.touch_score')).toBeNull()
})

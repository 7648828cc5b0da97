import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { conditionsOf } from '../core/map.ts'
import { threePhases } from '../core/ready/threePhases.ts'

const database = await testDatabase()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, testEvents(), workspace)

const launched = {
  'metric.first_value_on': '2026-10-10',
  'metric.features_used_28d': 4,
  'metric.active_days_28d': 12,
}
type Stay = { phase: string; cause: string; entered_on: string; left_on: string | null; evidence: { text: string }[] }

const stays = (id: AccountId): Promise<Stay[]> =>
  database.workspace(workspace.id, async (tx) => {
    const { rows } = await sql<Stay>`
      select phase, cause, entered_on, left_on, evidence from account_phases where account_id = ${id} order by entered_at, id
    `.execute(tx)
    return rows
  })

test('a new customer begins on the day it signed up, and the facts say what is missing', async () => {
  const id = await account('丘珠メディカル', {
    'account.signed_up_on': '2026-10-01',
    'metric.first_value_on': '2026-10-10',
  })
  await pass('2026-11-10T01:00:00Z', [id])
  expect(await stays(id)).toMatchObject([
    { phase: 'onboarding', cause: 'start', entered_on: '2026-10-01', left_on: null },
  ])
  const now = await facts(id, '2026-11-10T01:00:00Z')
  expect(now.value('phase.days')).toBe(40)
  expect(now.value('phase.missing')).toEqual(['basics', 'operation'])
  expect(now.value('phase.expected_days')).toBe(90)
  expect(now.value('milestone.done_percent')).toBe(25)
  expect(now.value('onboarding.days')).toBeNull()
})

test('it goes on by itself when the exit criteria hold, and keeps what held', async () => {
  const id = await account('東雲フーズ', { 'account.signed_up_on': '2026-10-01' })
  await pass('2026-11-10T01:00:00Z', [id])
  given(id, launched)
  await pass('2026-11-20T01:00:00Z', [id])
  const [, second] = await stays(id)
  expect(second).toMatchObject({ phase: 'adoption', cause: 'criteria', entered_on: '2026-11-20' })
  expect(second!.evidence.map((clause) => clause.text)).toContain('metric.features_used_28d >= 3')
  const now = await facts(id, '2026-11-20T01:00:00Z')
  expect([now.value('phase.key'), now.value('onboarding.days')]).toEqual(['adoption', 50])
})

test('a customer with a history starts where it can be seen to be, and nobody hurries it there', async () => {
  const id = await account('老舗商店', { 'account.signed_up_on': '2023-04-01' })
  await pass('2026-11-10T01:00:00Z', [id])
  expect(await stays(id)).toMatchObject([{ phase: 'renewal', cause: 'start', entered_on: '2026-11-10' }])
  expect((await facts(id, '2026-11-10T01:00:00Z')).value('phase.lateness')).toBeNull()
})

test('the clock alone makes a customer late, by the touch model', async () => {
  const id = await account('葛城工業', { 'account.signed_up_on': '2026-09-20', 'account.touch_model': 'tech' })
  const lateness = async (at: string) => {
    await pass(at, [id])
    return (await facts(id, at)).value('phase.lateness')
  }
  expect(await lateness('2026-11-01T01:00:00Z')).toBe('on_time')
  expect(await lateness('2026-11-05T01:00:00Z')).toBe('watch')
  expect(await lateness('2026-11-20T01:00:00Z')).toBe('stalled')
})

test('computing twice changes nothing', async () => {
  const id = await account('白樺物流', { 'account.signed_up_on': '2026-08-01', ...launched })
  await pass('2026-11-10T01:00:00Z', [id])
  expect(await pass('2026-11-10T02:00:00Z', [id])).toMatchObject({ changed: 0, changes: 0 })
  expect(await stays(id)).toHaveLength(1)
})

test('every condition of the ready-made map can be read', async () => {
  const { catalogue } = await facts(await account('すべて', {}), '2026-11-10T01:00:00Z')
  expect(conditionsOf(threePhases).filter((text) => !readCondition(text, catalogue).ok)).toEqual([])
})

test('a clock that was put back between two moves does not take the customer back, and days go on from the last', async () => {
  const id = await account('時任精機', { 'account.signed_up_on': '2026-10-01' })
  await pass('2026-11-20T05:00:00Z', [id])
  given(id, launched)
  await pass('2026-11-20T02:00:00Z', [id])
  await pass('2026-11-21T02:00:00Z', [id])
  expect((await stays(id)).filter(({ left_on }) => left_on === null)).toMatchObject([{ phase: 'adoption' }])
  const now = await facts(id, '2026-11-21T02:00:00Z')
  expect([now.value('phase.key'), now.value('phase.days')]).toEqual(['adoption', 1])
})

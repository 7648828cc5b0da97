import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { followedQuery } from '#capabilities/journey/contract/followed.ts'
import { behindQuery } from '#capabilities/journey/contract/figures.ts'
import type { Tx } from '#platform/database/scope.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { readCards, readColumns } from './following/board.ts'
import { readFlow, readStaysBehind } from './following/flow.ts'
import { readPaces, workOutPaces } from './following/paces.ts'
import { readStuck } from './following/stuck.ts'
import { readTime, readVersions } from './following/tenures.ts'

const database = await testDatabase()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, testEvents(), workspace)
const tx = <Answer>(work: (tx: Tx) => Promise<Answer>) => database.workspace(workspace.id, work)

const launched = {
  'metric.first_value_on': '2026-09-10',
  'metric.features_used_28d': 4,
  'metric.active_days_28d': 12,
}
const everybody = followedQuery.parse({})
const at = (day: string) => `${day}T01:00:00Z`
const today = '2026-11-20' as Day

/** Customers who went on after so many days, and one who has been there for 80. */
const passed = await Promise.all(
  [20, 30, 40, 50, 60, 60, 60, 70, 90, 100].map(async (days, index) => {
    const id = await account(`到達${index}`, {
      'account.signed_up_on': addDays('2026-08-01' as Day, -days),
      'account.touch_model': 'low',
      'contract.arr': 1_200_000,
    })
    await pass(at('2026-07-31'), [id])
    given(id, launched)
    await pass(at('2026-08-01'), [id])
    return id
  }),
)
const slow = await account('停滞商事', {
  'account.signed_up_on': addDays(today, -180),
  'account.touch_model': 'low',
  'contract.arr': 600_000,
})
await pass(at(today))
await tx((work) => workOutPaces({ tx: work, workspace, today }))
await pass(at(today))

test('the board counts who is where, and lists those that are stalled first', async () => {
  const { columns } = await tx((work) => readColumns(work, workspace.id, everybody, today))
  expect(columns.map(({ phase, accounts, arr, stalled }) => [phase, accounts, arr, stalled])).toEqual([
    ['onboarding', 1, 600_000, 1],
    ['adoption', 10, 12_000_000, 0],
    ['renewal', 0, 0, 0],
  ])
  expect(columns[0]!.medianDays).toBe(180)
  const asked = { ...everybody, phase: 'onboarding', limit: 1 }
  const { rows } = await tx((work) => readCards(work, workspace.id, asked, today))
  expect(rows).toMatchObject([{ account: { name: '停滞商事' }, days: 180, usualDays: 60, lateness: 'stalled' }])
  const first = await tx((work) => readCards(work, workspace.id, { ...asked, phase: 'adoption', limit: 6 }, today))
  const cursor = first.next ?? undefined
  const rest = await tx((work) =>
    readCards(work, workspace.id, { ...asked, phase: 'adoption', limit: 6, cursor }, today),
  )
  expect(new Set([...first.rows, ...rest.rows].map((card) => card.account.id))).toEqual(new Set(passed))
  expect(rest.next).toBeNull()
})

test('the time in a phase counts those who are still there, and each figure opens its customers', async () => {
  const asked = { ...everybody, by: 'touch' as const, phase: 'onboarding' }
  const { groups } = await tx((work) => readTime(work, workspace.id, asked, today))
  // 11 in all; after 60 days 7 have gone on, after 100 all but the one who is still seen.
  expect(groups).toMatchObject([{ key: 'low', stays: 11, there: 1, passed: 10, back: 0, median: 60, p90: 100 }])
  expect(groups[0]!.steps.find(({ time }) => time === 60)!.kept).toBeCloseTo(4 / 11, 10)
  const behind = behindQuery.parse({ phase: 'onboarding', by: 'touch', key: 'low', which: 'there' })
  const { rows } = await tx((work) => readStaysBehind(work, workspace.id, { ...behind, limit: 50 }, today))
  expect(rows.map((row) => [row.account.name, row.days])).toEqual([['停滞商事', 180]])
})

test('days, percentile and struggle of the onboarding stay with the account for good', async () => {
  const known = async (id: AccountId) => {
    const { value } = await facts(id, at(today))
    return ['onboarding.days', 'journey.onboarding_percentile', 'journey.onboarding_returns'].map(value)
  }
  const id = passed[9]!
  expect((await known(id))[0]).toBe(100)
  const now = await facts(slow, at(today))
  // All ten who went on took fewer days; it is the eleventh in the curve itself.
  expect(now.value('journey.percentile')).toBe(91)
  expect(now.value('journey.struggle')).toBe(50)
  expect((await facts(id, at(today))).value('journey.onboarding_struggle')).toBe(33)
})

test('the flow tells the moves of each month, and a move that was taken back is none', async () => {
  const { months, moves } = await tx((work) => readFlow(work, workspace.id, { ...everybody, months: 6 }, today))
  expect(months).toEqual(['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'])
  expect(moves.find(({ from }) => from === 'onboarding')).toMatchObject({ to: 'adoption', counts: [0, 0, 10, 0, 0, 0] })
  const behind = behindQuery.parse({ phase: 'adoption', from: 'onboarding', month: '2026-08' })
  const { rows } = await tx((work) => readStaysBehind(work, workspace.id, { ...behind, limit: 50 }, today))
  expect(rows).toHaveLength(10)
})

test('what late customers miss is counted by criterion, versions are told apart', async () => {
  const { rows } = await tx((work) => readStuck(work, workspace.id, everybody, today))
  const late = rows.filter(({ stalled }) => stalled > 0)
  expect(late.map(({ milestone, medianDays }) => [milestone.key, medianDays])).toEqual([
    ['basics', 180],
    ['first_value', 180],
    ['operation', 180],
  ])
  const { versions } = await tx((work) => readVersions(work, workspace, everybody, today))
  expect(versions).toMatchObject([{ version: 1, accounts: 11, stalled: 1 }])
  expect(versions[0]!.phases[0]).toMatchObject({ phase: 'onboarding', stays: 11, passed: 10, median: 60 })
})

test('a milestone that held and does not any more is told, with since when', async () => {
  const id = passed[0]!
  given(id, { ...launched, 'metric.active_days_28d': 0, 'metric.features_used_28d': 1 })
  await pass(at('2026-11-21'), [id])
  expect(new Set((await facts(id, at('2026-11-21'))).value('journey.regressed') as string[])).toEqual(
    new Set(['basics', 'operation']),
  )
  given(id, launched)
  await pass(at('2026-11-25'), [id])
  expect((await facts(id, at('2026-11-25'))).value('journey.regressed')).toEqual([])
  const { rows } = await tx((work) =>
    sql<{ milestone: string; losses: number; lost_on: Day | null }>`
      select milestone, losses, lost_on from account_milestones where account_id = ${id} and losses > 0 order by 1
    `.execute(work),
  )
  expect(rows).toEqual([
    { milestone: 'basics', losses: 1, lost_on: null },
    { milestone: 'operation', losses: 1, lost_on: null },
  ])
})

test('paces are kept by phase and touch model', async () => {
  const paces = (await tx((work) => readPaces(work, workspace.id))).get('three_phases')!
  expect(paces.get('onboarding low')).toMatchObject({ stays: 11, passed: 10, median: 60, p95: null })
})

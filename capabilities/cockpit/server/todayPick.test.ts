import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { japaneseCalendar } from '#kernel/businessCalendar.ts'
import { addDays, day } from '#kernel/day.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { ctaKinds } from '../core/words.ts'
import { byRank } from '../core/today.ts'
import { readRecords } from './ruleRecords.ts'
import { pickToday } from './todayPick.ts'
import { readToday } from './todayRead.ts'

const database = await testDatabase()
const workspace = await testWorkspace(database)
const { account, pass } = await givenFacts(database, testEvents(), workspace)
const today = day('2026-11-20')
const asked = {
  workspaceId: workspace.id,
  whose: { of: 'all', person: crypto.randomUUID() as PersonId },
  today,
  calendar: japaneseCalendar,
} as const

let seed = 20_261_120
/** The same numbers in every run (a linear congruential generator), below `most`. */
const next = (most: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((seed / 2_147_483_648) * most)
}

async function manyCtas(): Promise<void> {
  const accounts: AccountId[] = []
  for (let at = 0; at < 40; at++) {
    const fallen = next(2) === 0
    accounts.push(
      await account(`顧客${at}`, {
        'account.signed_up_on': '2024-01-01',
        'contract.arr': at % 7 === 0 ? null : 100_000 * (1 + next(90)),
        'metric.weekly_active_users.previous': 20,
        'metric.weekly_active_users.change': fallen ? -60 : 5,
        'metric.habit_weeks_12': next(12),
        'metric.features_used_28d': next(8),
        'metric.licence_use': next(110),
      }),
    )
  }
  await pass('2026-11-20T01:00:00Z')
  const rows = Array.from({ length: 300 }, (_, at) => ({
    id: crypto.randomUUID(),
    account_id: accounts[next(accounts.length)],
    kind: ctaKinds[next(4)],
    title: `CTA ${at}`,
    due_on: addDays(today, next(40) - 12),
    effort_minutes: 1 + next(90),
    pinned: next(20) === 0,
  }))
  await database.workspace(workspace.id, (tx) =>
    sql`insert into ctas (workspace_id, id, account_id, kind, title, due_on, effort_minutes, pinned)
      select ${workspace.id}::uuid, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as cta
        (id uuid, account_id uuid, kind text, title text, due_on date, effort_minutes int, pinned boolean)`.execute(tx),
  )
}

test('the list is ranked in the database as the core ranks it', async () => {
  await manyCtas()
  const [picked, shown] = await database.workspace(workspace.id, async (tx) => {
    const rules = await readRecords(tx, workspace.id)
    const ids = (await pickToday(tx, { ...asked, limit: 1000 }, rules)).map((one) => one.id)
    const plan = await readToday(tx, workspace, asked, 1000)
    return [ids, plan.items]
  })
  expect(picked.length).toBeGreaterThan(300)
  expect(new Set(shown.map((item) => item.health.grade)).size).toBeGreaterThan(1)
  expect(picked).toEqual([...shown].sort(byRank).map((item) => item.id))
})

test('a day holds fifteen things, and the next days the others', async () => {
  const plan = await database.workspace(workspace.id, (tx) => readToday(tx, workspace, asked, 15))
  expect([plan.items.length, plan.parked.length]).toEqual([15, 200])
  expect(plan.parked[0]!.parkedFor).toBe('2026-11-24')
})

import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { addDays, day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { readyRules } from '../core/ready/rules.ts'
import { replayRule } from './ruleReplay.ts'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass } = await givenFacts(database, events, workspace)
const first = day('2026-06-01')
const openDays = 6
const last = addDays(first, 40)
const now = new Date(`${last}T12:00:00+09:00`)
const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))

/** Numbers in [0, 1), the same at every run. */
let seed = 7
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
const whole = (most: number) => Math.floor(random() * (most + 1))

/** Another number than the one before: a pass that changes nothing a rule asks about is a look that no history tells of. */
const drawn = new Map<string, number>()
function other(name: string, most: number): number {
  const before = drawn.get(name) ?? 0
  const next = (before + 1 + whole(most - 1)) % (most + 1)
  drawn.set(name, next)
  return next
}

/** Of two rules, one must hold for days and one asks the clock: as the product watches them. */
await database.workspace(workspace.id, (tx) =>
  sql`
    update signal_rules set definition = definition || '{"holdDays": 2}' where key = 'usage_fell'
  `.execute(tx),
)
const rules = readyRules
  .filter((rule) => ['usage_fell', 'renewal_without_contact', 'inquiry_spike'].includes(rule.key))
  .map((rule) => (rule.key === 'usage_fell' ? { ...rule, holdDays: 2 } : rule))

/** Weeks as they are lived through: every day begins with its turn, facts change at any hour, CTAs are closed in time. */
async function live(): Promise<void> {
  const ids: AccountId[] = []
  for (let n = 0; n < 8; n++)
    ids.push(
      await account(`会社${n}`, { 'contract.renewal_on': addDays(first, 60 + 10 * n), 'contract.state': 'active' }),
    )
  for (let today = first; today <= last; today = addDays(today, 1)) {
    const start = Date.parse(`${today}T00:00:00+09:00`)
    await closeDue(start)
    await pass(new Date(start).toISOString())
    for (const id of ids.filter(() => random() < 0.25)) {
      const at = start + 7_200_000 + whole(60_000_000)
      if (at > now.getTime()) continue
      const users = other(`users ${id}`, 20)
      given(id, {
        'metric.weekly_active_users': users,
        'metric.weekly_active_users.previous': 10,
        'metric.weekly_active_users.change': 10 * (users - 10),
        'inquiry.count_7d': other(`inquiries ${id}`, 5),
        'touch.last_on': addDays(day('2026-06-01'), -other(`touch ${id}`, 60)),
      })
      await pass(new Date(at).toISOString(), [id])
    }
  }
}

/** CTAs are closed at the turn of the day on which their time is over. */
function closeDue(turn: number): Promise<unknown> {
  return database.workspace(workspace.id, (tx) =>
    sql`
      update ctas set status = 'closed', outcome = 'helped', closed_at = ${new Date(turn)}
      where status <> 'closed' and created_at <= ${new Date(turn - openDays * 86_400_000)}
    `.execute(tx),
  )
}

// Weeks of passes over real stores: a busy machine takes its time.
test('a replay fires on exactly the days on which the rule that watched had fired, for the same accounts', {
  timeout: 90_000,
}, async () => {
  await live()
  const { rows } = await database.workspace(workspace.id, (tx) =>
    sql<{ key: string; account: AccountId; at: Date }>`
      select r.key, s.account_id as account, s.fired_at as at
      from signals s join signal_rules r on r.workspace_id = s.workspace_id and r.id = s.rule_id
    `.execute(tx),
  )
  for (const rule of rules) {
    const lived = rows
      .filter((row) => row.key === rule.key)
      .map((row) => `${row.account} ${dayOf(row.at.getTime(), workspace.timeZone)}`)
    const asked = { events, workspace, catalogue, rule, now, today: last, days: 100, horizon: 30, openDays }
    const { judgement, from, customers } = await replayRule(asked)
    expect([from, customers]).toEqual([first, 8])
    expect([rule.key, judgement.firings.map((firing) => `${firing.account} ${firing.day}`).sort()]).toEqual([
      rule.key,
      lived.sort(),
    ])
    expect(lived.length).toBeGreaterThan(4)
  }
})

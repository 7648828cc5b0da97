import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, day, type Day } from '#kernel/day.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { testEvents } from '#test/servers/events.ts'
import { rounded, standardMetrics } from '../core/metric.ts'
import { type CountRow, featureWeeksQuery, usagePlan, usersQuery } from '../core/plan.ts'

const asOf = day('2026-04-08')
const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

type Use = { ago: number; user: string; event: string; kind: 'track' | 'page'; uses: number }
const use = fc.record({
  ago: fc.oneof(fc.nat(30), fc.nat(100), fc.constant(-1)),
  user: fc.constantFrom('', 'u1', 'u2', 'u3', 'u4'),
  event: fc.constantFrom('open', 'save', 'share'),
  kind: fc.constantFrom('track', 'page'),
  uses: fc.integer({ min: 1, max: 9 }),
}) satisfies fc.Arbitrary<Use>

let events: EventStore
beforeAll(() => {
  events = testEvents()
})

/** Puts use into the roll-up, some rows twice, as an interrupted projection would. */
async function put(workspace: string, account: string, rows: readonly Use[]): Promise<void> {
  if (rows.length === 0) return
  const lines = rows.map(({ ago, user, event, kind, uses }, chunk) =>
    JSON.stringify({
      workspace_id: workspace,
      account_id: account,
      day: addDays(asOf, -ago),
      kind,
      event,
      user_key: user,
      person_key: user,
      chunk,
      uses,
      last_at: Date.parse(addDays(asOf, -ago)),
      version: 1,
    }),
  )
  await events.insert('usage_days', Buffer.from(lines.join('\n')))
  await events.insert('usage_days', Buffer.from(lines.slice(0, 3).join('\n')))
}

/** The metrics as one would count them by hand. */
function byHand(all: readonly Use[]): Record<string, number | string | null> {
  const past = all.filter((row) => row.ago >= 0)
  const within = (days: number, back = 0) => past.filter(({ ago }) => ago >= back && ago < days + back)
  const users = (rows: readonly Use[]) => new Set(rows.map((row) => row.user).filter(Boolean)).size
  const sum = (rows: readonly Use[]) => rows.reduce((total, row) => total + row.uses, 0)
  const change = (before: number, after: number) => (before === 0 ? null : rounded(((after - before) / before) * 100))
  const compare = (key: string, count: (rows: readonly Use[]) => number, days: number) => {
    const [now, before] = [count(within(days)), count(within(days, days))]
    return { [key]: now, [`${key}.previous`]: before, [`${key}.change`]: change(before, now) }
  }
  const month = within(28)
  const userDays = new Set(month.filter((row) => row.user).map((row) => `${row.user} ${row.ago}`)).size
  const dayOf = (ago: number): Day | null => (Number.isFinite(ago) ? addDays(asOf, -ago) : null)
  return {
    daily_active_users: users(within(1)),
    ...compare('weekly_active_users', users, 7),
    ...compare('monthly_active_users', users, 28),
    stickiness: users(month) === 0 ? null : rounded((userDays / users(month) / 28) * 100),
    features_used_28d: new Set(month.map((row) => row.event)).size,
    ...compare('events_7d', sum, 7),
    events_28d: sum(month),
    active_days_28d: new Set(month.map((row) => row.ago)).size,
    habit_weeks_12: new Set(within(84).map((row) => Math.floor(row.ago / 7))).size,
    first_value_on: dayOf(Math.max(...past.filter((row) => row.kind === 'track').map((row) => row.ago))),
    last_seen_on: dayOf(Math.min(...past.map((row) => row.ago))),
  }
}

describe('the standard metrics', () => {
  test('are what one would count by hand, whatever the use', async () => {
    const plan = usagePlan(standardMetrics)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(use, { maxLength: 40 }), { minLength: 1, maxLength: 4 }), async (accounts) => {
        const workspace = newId()
        const ids = accounts.map(newId)
        for (const [i, rows] of accounts.entries()) await put(workspace, ids[i]!, rows)
        const { sql, params } = plan.query(workspace, ids, asOf)
        const found = new Map((await events.query<CountRow>(sql, params)).map((row) => [row.account, plan.values(row)]))
        for (const [i, rows] of accounts.entries()) {
          if (rows.every((row) => row.ago < 0)) expect(found.get(ids[i]!)).toBeUndefined()
          else expect(found.get(ids[i]!)).toEqual(byHand(rows))
        }
      }),
      { numRuns: 25 },
    )
  })
})

test('an account opens into features by week and people by use', async () => {
  const [workspace, account] = [newId(), newId()]
  const row = (ago: number, user: string, event: string, uses: number): Use => ({
    ago,
    user,
    event,
    kind: 'track',
    uses,
  })
  await put(workspace, account, [
    row(0, 'u1', 'open', 2),
    row(6, 'u2', 'open', 1),
    row(7, 'u1', 'save', 5),
    row(90, 'u1', 'old', 1),
  ])
  const ask = async ({ sql, params }: { sql: string; params: object }) => events.query(sql, { ...params })
  expect(await ask(featureWeeksQuery(workspace, account, asOf, 12))).toEqual([
    { event: 'open', kind: 'track', week: 11, uses: 3, users: 2 },
    { event: 'save', kind: 'track', week: 10, uses: 5, users: 1 },
  ])
  expect(await ask(usersQuery(workspace, account, asOf, 28, 10))).toMatchObject([
    { person: 'u1', uses: 7, days: 2, weeks: 2, features: 2, mastered: 0 },
    { person: 'u2', uses: 1, days: 1, features: 1 },
  ])
})

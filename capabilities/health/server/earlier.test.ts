import { expect, test } from 'vitest'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { DerivePage } from '#capabilities/facts/server/index.ts'
import { day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import { testEvents } from '#test/servers/events.ts'
import { earlierScores } from './earlier.ts'
import { healthFacts } from './facts.ts'

const events = testEvents()
const workspace = { id: crypto.randomUUID(), timeZone: 'Asia/Tokyo', currency: 'JPY' }
const accounts = Array.from({ length: 1200 }, () => crypto.randomUUID() as AccountId)
const pageOf = (some: readonly AccountId[], more: Partial<DerivePage> = {}) =>
  ({
    accounts: some,
    workspace,
    events,
    catalogue: catalogueOf(healthFacts),
    today: day('2026-11-20'),
    before: () => 'healthy',
    ...more,
  }) as unknown as DerivePage

await events.insert(
  'fact_history',
  Buffer.from(
    accounts
      .map((account_id, at) => {
        const known_at = at % 2 === 0 ? '2026-11-01T00:00:00.000Z' : '2026-10-01T00:00:00.000Z'
        const change = { workspace_id: workspace.id, account_id, fact: 'health.score', known_at, number: at % 100 }
        return JSON.stringify({ ...change, text: null })
      })
      .join('\n'),
  ),
)

test('many accounts at once are told the same earlier scores as each by itself', async () => {
  const [week, month] = await earlierScores(pageOf(accounts))
  const few = accounts.slice(0, 20)
  const [weekOfFew, monthOfFew] = await earlierScores(pageOf(few))
  for (const account of few) {
    expect(week!.get(account)).toBe(weekOfFew!.get(account))
    expect(month!.get(account) ?? null).toBe(monthOfFew!.get(account) ?? null)
  }
  expect([week!.get(accounts[5]!), month!.get(accounts[5]!), month!.has(accounts[4]!)]).toEqual([5, 5, false])
})

test('new accounts have no earlier score, and nobody has while the history is away', async () => {
  expect((await earlierScores(pageOf(accounts, { before: () => null })))[0]!.size).toBe(0)
  const query = () => Promise.reject(new EventStoreUnavailable(new Error('away')))
  const unread = { ...workspace, id: crypto.randomUUID() }
  const asking = pageOf(accounts.slice(0, 3), { events: { ...events, query }, workspace: unread } as never)
  expect(await earlierScores(asking)).toEqual([null, null])
})

test('what was read for a customer serves the next time, but not the next day', async () => {
  const [account] = accounts.slice(900)
  const asked: unknown[] = []
  const query: typeof events.query = (text, params) => {
    asked.push(params)
    return events.query(text, params)
  }
  const elsewhere = { ...workspace, id: crypto.randomUUID() }
  const told = (today: string) =>
    earlierScores(
      pageOf([account!], { events: { ...events, query }, workspace: elsewhere, today: day(today) } as never),
    )
  const first = await told('2026-11-21')
  expect(await told('2026-11-21')).toEqual(first)
  expect(asked).toHaveLength(1)
  await told('2026-11-22')
  expect(asked).toHaveLength(2)
})

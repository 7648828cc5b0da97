import { expect, test } from 'vitest'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { catalogueOf, joinFacts } from '#capabilities/facts/core/catalogue.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { testEvents } from '#test/servers/events.ts'
import { historyValue } from './history.ts'
import { countPast } from './match.ts'
import { changesSince, factHistory, factsAsOf, startOfDay } from './past.ts'

const label = { ja: '', en: '' }
const catalogue = catalogueOf([
  { key: 'account.name', type: 'text', label, owner: 'accounts' },
  { key: 'health.score', type: 'number', label, owner: 'health' },
  { key: 'contract.renewal_on', type: 'date', label, owner: 'revenue' },
  { key: 'account.has_owner', type: 'yes_no', label, owner: 'accounts' },
  { key: 'tags', type: 'list', label, owner: 'accounts' },
  { key: 'contract.days_to_renewal', type: 'number', label, owner: 'revenue', derived: { measure: 'days_until', of: 'contract.renewal_on' } },
]) // biome-ignore format: one fact a line
const reach = { begins: day('2026-01-10'), monthEnds: [] }
const namesNow = async () => []
const events = testEvents()
const workspace = { id: crypto.randomUUID() as WorkspaceId, timeZone: 'Asia/Tokyo', currency: 'JPY' }
const [a, b] = [crypto.randomUUID() as AccountId, crypto.randomUUID() as AccountId]

async function known(at: string, account_id: AccountId, facts: Record<string, FactValue>): Promise<void> {
  const rows = Object.entries(facts).map(([fact, value]) =>
    JSON.stringify({ workspace_id: workspace.id, account_id, fact, known_at: at, ...historyValue(value) }),
  )
  await events.insert('fact_history', Buffer.from(rows.join('\n')))
}

await known('2026-01-10T00:00:00.000Z', a, {
  'account.name': 'A',
  'health.score': 80,
  'account.has_owner': true,
  tags: ['x', 'y'],
  'contract.renewal_on': '2026-06-30',
})
await known('2026-02-01T14:59:59.999Z', a, { 'health.score': 60, 'account.has_owner': false, tags: null })
await known('2026-02-01T15:00:00.000Z', a, { 'health.score': 40 }) // 2 February in Tokyo
await known('2026-02-20T00:00:00.000Z', b, { 'account.name': 'B', 'health.score': 20 })

test('a past day is answered by what was known at its end in the time zone of the workspace', async () => {
  const asked = { catalogue, facts: ['health.score', 'account.has_owner', 'tags'] }
  const on = async (text: string) => factsAsOf(events, workspace, { ...asked, day: day(text) })
  expect((await on('2026-01-31')).get(a)).toEqual({ 'health.score': 80, 'account.has_owner': true, tags: ['x', 'y'] })
  expect((await on('2026-02-01')).get(a)).toEqual({ 'health.score': 60, 'account.has_owner': false, tags: null })
  expect((await on('2026-02-02')).get(a)).toEqual({ 'health.score': 40, 'account.has_owner': false, tags: null })
  expect((await on('2026-02-02')).has(b)).toBe(false)
})

test('the course of one fact begins with what was known at its start', async () => {
  const fact = catalogue.get('health.score')!
  const from = startOfDay(day('2026-02-01'), workspace.timeZone)
  const course = await factHistory(events, workspace.id, { fact, accounts: [a, b], from })
  expect(course.get(a)!.map((one) => one.value)).toEqual([80, 60, 40])
  expect(course.get(a)![0]!.at).toBe(from)
  expect(course.get(b)!.map((one) => one.value)).toEqual([20])
})

test('what changed since an instant says before and after, and keeps quiet about what came back', async () => {
  await known('2026-02-03T00:00:00.000Z', a, { 'account.has_owner': true })
  const since = Date.parse('2026-01-15T00:00:00Z')
  const changes = await changesSince(events, workspace.id, { catalogue, account: a, since })
  expect(changes.map(({ fact, before, after }) => [fact, before, after])).toEqual([
    ['health.score', 80, 40],
    ['tags', ['x', 'y'], null],
  ])
})

test('a condition is counted as of past days, and not where nothing was kept yet', async () => {
  const condition = readCondition('health.score < 50 && !(contract.days_to_renewal < 100)', catalogue)
  if (!condition.ok) throw new Error('not read')
  const asked = { catalogue, today: day('2026-03-01'), daysAgo: [2, 28, 90], reach, namesNow }
  const past = await countPast(events, workspace, condition.value, asked)
  expect(past).toMatchObject([
    { daysAgo: 2, day: '2026-02-27', matches: 2, of: 2 },
    { daysAgo: 28, day: '2026-02-01', matches: 0, of: 1, sample: [] },
    { daysAgo: 90, day: '2025-12-01', matches: null, of: null },
  ])
  expect(past[0]!.sample.map(({ name }) => name).sort()).toEqual(['A', 'B'])
})

test('what nobody asked for until lately is not known of the days before, however long others are kept', async () => {
  const young = joinFacts(catalogue, [{ ...catalogue.get('tags')!, keptFrom: '2026-02-10T00:00:00.000Z' }])
  const condition = readCondition('"x" in tags', young)
  if (!condition.ok) throw new Error('not read')
  const asked = { catalogue: young, today: day('2026-03-01'), daysAgo: [2, 28], reach, namesNow }
  const past = await countPast(events, workspace, condition.value, asked)
  expect(past.map((one) => one.matches)).toEqual([0, null])
})

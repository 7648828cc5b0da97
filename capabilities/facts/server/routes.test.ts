import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { testEvents } from '#test/servers/events.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { monthEndsBefore } from './rebuild/days.ts'

const server = await testServer()
let csm: Visitor
let account: AccountId

beforeAll(async () => {
  csm = await server.signIn('admin')
  const made = await csm.api.accounts.create({ name: '山田工業株式会社', employees: 120, tags: ['VIP'] })
  account = made.id as AccountId
})

test('a new account has its facts within seconds, without anybody asking', async () => {
  const employees = async () => {
    const { facts } = await csm.api.facts.ofAccount({ id: account })
    return facts.find((fact) => fact.key === 'account.employees')?.value
  }
  await expect.poll(employees).toBe(120)
})

test('the catalogue tells every fact with values of real accounts', async () => {
  const { facts } = await csm.api.facts.catalogue()
  const employees = facts.find((fact) => fact.key === 'account.employees')!
  expect(employees).toMatchObject({ type: 'number', label: { ja: '従業員数' }, examples: [120] })
})

test('a condition is counted, with some of those that match', async () => {
  const asked = { condition: 'account.employees > 100 && "VIP" in tags', past: true }
  const count = await csm.api.facts.conditions.count(asked)
  expect(count).toMatchObject({ matches: 1, of: 1, sample: [{ id: account, name: '山田工業株式会社' }] })
  expect(count.past.map(({ daysAgo, matches }) => [daysAgo, matches])).toEqual([
    [30, null],
    [90, null],
  ])
})

test('a mistake is told with its characters and what may have been meant', async () => {
  const checked = await csm.api.facts.conditions.check({ condition: 'account.employes > 100' })
  expect(checked.ok).toBe(false)
  expect(checked.errors).toMatchObject([{ rule: 'unknown_fact', at: 0, end: 16, suggestions: ['account.employees'] }])
  await expect(csm.api.facts.conditions.count({ condition: 'account.employes > 100' })).rejects.toMatchObject({
    code: 'REFUSED',
    data: { issues: [{ field: 'condition', rule: 'condition.unknown_fact', column: '1', value: 'account.employes' }] },
  })
})

test('a condition explains itself for one account', async () => {
  const condition = 'account.employees > 500 || "VIP" in tags'
  const why = await csm.api.facts.conditions.explain({ condition, accountId: account })
  expect(why.held).toBe(true)
  expect(why.clauses).toMatchObject([{ text: '"VIP" in tags', held: true, facts: [{ key: 'tags', value: ['VIP'] }] }])
})

test('another workspace sees no fact of this one', async () => {
  const other = await server.signIn('admin', await testWorkspace(server.database))
  await expect(other.api.facts.ofAccount({ id: account })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await other.api.facts.conditions.count({ condition: '' })).toMatchObject({ matches: 0, of: 0 })
})

test('the overview tells of how many accounts a fact is known, and what asks about it', async () => {
  const axis = await csm.api.facts.segments.createAxis({ label: { ja: '規模', en: 'Size' } })
  const large = { ja: '大企業', en: 'Large' }
  await csm.api.facts.segments.create({
    axisId: axis.id,
    label: large,
    kind: 'live',
    condition: 'account.employees > 99',
  })
  const overview = await csm.api.facts.overview()
  const of = (key: string) => overview.facts.find((fact) => fact.key === key)!
  expect(of('account.employees')).toMatchObject({ known: 1, uses: [{ kind: 'segment', name: large }] })
  const kinds = (key: string) => new Set(of(key).uses.map((use) => use.kind))
  expect(kinds('health.score')).toEqual(new Set(['view']))
  expect(kinds('metric.weekly_active_users.change')).toEqual(new Set(['scorecard', 'rule', 'view']))
  expect([...overview.facts].some((fact) => kinds(fact.key).has('journey'))).toBe(true)
})

test('before the history begins, a condition and an account are told by the month end before the day', async () => {
  const { workspace } = csm
  const days = monthEndsBefore(dayOf(Date.now(), workspace.timeZone), 6).toReversed()
  const facts = [
    { fact: 'contract.state', number: null, text: 'active' },
    { fact: 'contract.arr', number: 1_200_000, text: null },
  ]
  const of = { workspace_id: workspace.id, account_id: account, rebuilt_at: new Date().toISOString() }
  const lines = days.flatMap((on) => facts.map((fact) => JSON.stringify({ ...of, day: on, ...fact })))
  await testEvents().insert('past_facts', Buffer.from(lines.join('\n')))
  const noted = sql`insert into past_rebuilds (workspace_id, state, days) values (${workspace.id}, 'done', ${`{${days.join()}}`}::date[])`
  await server.database.workspace(workspace.id, (tx) => noted.execute(tx))

  const { past } = await csm.api.facts.conditions.count({ condition: 'contract.arr > 1000000', past: true })
  const monthEnd = { from: 'month_end', on: expect.toSatisfy((day) => days.includes(day)) }
  const sample = [{ id: account, name: '山田工業株式会社' }]
  expect(past).toMatchObject([30, 90].map((daysAgo) => ({ daysAgo, matches: 1, of: 1, ground: monthEnd, sample })))
  const silent = await csm.api.facts.conditions.count({ condition: 'health.score > 50', past: true })
  expect(silent.past).toMatchObject([30, 90].map(() => ({ matches: null, untold: ['health.score'] })))

  const then = await csm.api.facts.ofAccount({ id: account, asOf: days[1]! })
  expect(then.past).toMatchObject({ ground: { from: 'month_end', on: days[1] }, there: true })
  expect(then.past!.untold).toEqual(
    expect.arrayContaining(['account.employees', 'health.score', 'contract.days_to_renewal']),
  )
  expect(then.facts.find((fact) => fact.key === 'contract.arr')?.value).toBe(1_200_000)
  expect(then.facts.find((fact) => fact.key === 'account.employees')?.value).toBe(null)
  expect((await csm.api.facts.ofAccount({ id: account, asOf: '2001-01-01' })).past?.ground.from).toBe('nothing')
})

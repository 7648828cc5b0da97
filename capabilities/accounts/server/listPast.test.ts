import { beforeAll, expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { testEvents } from '#test/servers/events.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { addDays, dayOf } from '#kernel/day.ts'

const server = await testServer()
const events = testEvents()
const today = dayOf(Date.now(), 'Asia/Tokyo')
let csm: Visitor
let ids: string[]

async function known(daysAgo: number, account_id: string, facts: Record<string, FactValue>): Promise<void> {
  const known_at = `${addDays(today, -daysAgo)}T00:00:00.000Z`
  const rows = Object.entries(facts).map(([fact, value]) => {
    const kept = typeof value === 'number' ? { number: value, text: null } : { number: null, text: value }
    return JSON.stringify({ workspace_id: csm.workspace.id, account_id, fact, known_at, ...kept })
  })
  await events.insert('fact_history', Buffer.from(rows.join('\n')))
}

beforeAll(async () => {
  csm = await server.signIn('admin')
  const names = ['新しい名前株式会社', '若松精機株式会社', '去った会社']
  ids = await Promise.all(names.map(async (name) => (await csm.api.accounts.create({ name, employees: 900 })).id))
  const signed = addDays(today, -100)
  await known(60, ids[0]!, { 'account.name': '古い名前株式会社', 'account.employees': 10, 'contract.arr': 100 })
  await known(60, ids[1]!, {
    'account.name': '若松精機株式会社',
    'account.employees': 300,
    'account.signed_up_on': signed,
  })
  await known(55, ids[2]!, { 'account.name': '去った会社', 'account.employees': 50, 'contract.arr': 1000 })
  await known(45, ids[2]!, { 'account.name': null, 'account.employees': null, 'contract.arr': null })
  await known(40, ids[0]!, { 'account.employees': 500 })
})

const asOf = (daysAgo: number) => addDays(today, -daysAgo)
const names = async (daysAgo: number, more: object = {}) =>
  (await csm.api.accounts.list({ asOf: asOf(daysAgo), sort: '-account.employees', ...more })).rows.map(
    (row) => row.name,
  )

test('a list of a past day has the customers, the names and the figures of that day', async () => {
  const columns = 'account.employees,account.days_since_sign_up'
  const { rows, asOf: told } = await csm.api.accounts.list({ asOf: asOf(50), sort: '-account.employees', columns })
  expect(rows.map(({ name, values }) => [name, values['account.employees']])).toEqual([
    ['若松精機株式会社', 300],
    ['去った会社', 50],
    ['古い名前株式会社', 10],
  ])
  expect(rows[0]!.values['account.days_since_sign_up']).toBe(50)
  const ground = { from: 'history', on: asOf(50), begins: asOf(60) }
  expect(told).toEqual({ day: asOf(50), ground, unknown: [] })
  expect(await names(30)).toEqual(['古い名前株式会社', '若松精機株式会社'])
})

test('its filter, search, pages and totals are those of that day, too', async () => {
  expect(await names(50, { condition: 'account.employees < 100' })).toEqual(['去った会社', '古い名前株式会社'])
  expect(await names(50, { search: '古い' })).toEqual(['古い名前株式会社'])
  expect(await names(50, { sort: 'account.name' })).toHaveLength(3)
  const first = await csm.api.accounts.list({ asOf: asOf(50), sort: '-account.employees', limit: 2 })
  const more = { cursor: first.next!, limit: 2 }
  expect(await names(50, more)).toEqual(['古い名前株式会社'])
  const total = await csm.api.accounts.total({ asOf: asOf(50), condition: 'account.employees < 100' })
  expect(total).toMatchObject({ accounts: 2, sums: { 'contract.arr': 1100 } })
})

test('its groups are those of that day, each with the condition that picks it', async () => {
  const asked = { asOf: asOf(50), by: 'account.employees' }
  const { groups } = await csm.api.accounts.groups({ ...asked, sums: 'contract.arr,account.employees' })
  const of = (value: number, arr: number) => {
    const sums = { 'contract.arr': arr, 'account.employees': value }
    return { value, condition: `account.employees == ${value}`, accounts: 1, sums }
  }
  expect(groups).toEqual([of(10, 100), of(50, 1000), of(300, 0)])
  const later = await csm.api.accounts.groups({ asOf: asOf(30), by: 'account.days_since_sign_up' })
  expect(later.groups.map(({ value, accounts }) => [value, accounts])).toEqual([
    [70, 1],
    [null, 1],
  ])
  const unkept = csm.api.accounts.groups({ asOf: asOf(50), by: 'account.reading' })
  await expect(unkept).rejects.toMatchObject({ data: { issues: [{ field: 'by', rule: 'not_kept_then' }] } })
})

test('its file has the columns of that day, is named by it, and says which it cannot tell', async () => {
  const columns = 'account.employees,account.reading'
  const asked = new URLSearchParams({ columns, sort: '-account.employees', asOf: asOf(50) })
  const file = await csm.fetch(`/api/v1/accounts/export?${asked}`)
  expect(file.headers.get('content-disposition')).toContain(`customers-${asOf(50)}.csv`)
  const [head, ...rows] = (await file.text()).trim().split('\r\n')
  expect(head).toMatch(/,従業員数,.*\(この日の記録なし\)$/)
  expect(rows).toEqual(['若松精機株式会社,300,', '去った会社,50,', '古い名前株式会社,10,'])
})

test('before anything was kept there is nobody, and it is told from when on the past is known', async () => {
  const { rows, asOf: told } = await csm.api.accounts.list({ asOf: asOf(90) })
  expect({ rows, ground: told?.ground }).toEqual({ rows: [], ground: { from: 'nothing', on: null, begins: asOf(60) } })
})

test('what is never kept cannot be asked of the past, and as a column is told to be unknown', async () => {
  const { asOf: told } = await csm.api.accounts.list({ asOf: asOf(50), columns: 'account.reading' })
  expect(told?.unknown).toEqual(['account.reading'])
  const asked = csm.api.accounts.list({ asOf: asOf(50), condition: 'has(account.reading)' })
  await expect(asked).rejects.toMatchObject({ data: { issues: [{ field: 'condition', rule: 'not_kept_then' }] } })
})

test('today is no past day', async () => {
  const { rows, asOf: told } = await csm.api.accounts.list({ asOf: today })
  expect({ count: rows.length, told }).toEqual({ count: 3, told: undefined })
})

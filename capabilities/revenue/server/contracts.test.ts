import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays, type Day } from '#kernel/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['revenue']
let id: string
let today: Day
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.revenue
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
  today = (await api.list({ id })).asOf as Day
})

const price = { startOn: '2025-04-01', amount: 120_000, intervalMonths: 12, quantity: 10 }
const line = { product: '本体', plan: 'Pro', price }
const terms = { startOn: '2025-04-01', endOn: '2026-04-01', autoRenews: true }

test('a contract is kept with its lines, and says what each counts for', async () => {
  const contract = await api.create({
    id,
    ...terms,
    lines: [line, { product: '導入支援', kind: 'one_time', price: { ...price, amount: 500_000 } }],
  })
  expect(contract).toMatchObject({ currency: 'JPY', state: 'active', version: 1, renewalOn: expect.any(String) })
  expect(contract.lines.map(({ product, mrr, notCounted }) => ({ product, mrr, notCounted }))).toEqual([
    { product: '本体', mrr: 10_000, notCounted: null },
    { product: '導入支援', mrr: null, notCounted: 'one_time' },
  ])
  expect(await api.list({ id })).toMatchObject({ mrr: 10_000, arr: 120_000, currency: 'JPY', rows: [contract] })
})

test('amounts in another currency are shown, not counted, and say why', async () => {
  await api.create({ id, ...terms, currency: 'USD', lines: [line] })
  const { arr, rows } = await api.list({ id })
  expect(arr).toBe(0)
  expect(rows[0]!.lines[0]).toMatchObject({ mrr: null, notCounted: 'other_currency' })
})

test('a change of price is a new version from a day on, and can be taken back', async () => {
  const before = await api.create({ id, ...terms, lines: [line] })
  const lineId = before.lines[0]!.id
  const change = { startOn: addDays(today, -10), amount: 240_000, intervalMonths: 12, quantity: 20, plan: 'Enterprise' }
  const { contract, versionId } = await api.lines.change({ id: lineId, ...change })
  expect(contract.lines[0]!.versions).toMatchObject([
    { startOn: '2025-04-01', endOn: change.startOn, amount: 120_000 },
    { startOn: change.startOn, endOn: null, amount: 240_000, plan: 'Enterprise' },
  ])
  expect(contract.lines[0]!.mrr).toBe(20_000)
  await expect(api.lines.change({ id: lineId, ...change })).rejects.toMatchObject({
    data: { issues: [{ field: 'startOn', rule: 'version_starts_that_day' }] },
  })
  expect((await api.versions.remove({ id: versionId })).lines).toEqual(before.lines)
})

test('a line ends on the first day it no longer counts, and may go on again', async () => {
  const { lines } = await api.create({ id, ...terms, lines: [line] })
  const ended = await api.lines.end({ id: lines[0]!.id, on: today })
  expect(ended.lines[0]).toMatchObject({ mrr: null, notCounted: 'ended' })
  const tomorrow = await api.lines.end({ id: lines[0]!.id, on: addDays(today, 1) })
  expect(tomorrow.lines[0]!.mrr).toBe(10_000)
  expect((await api.lines.end({ id: lines[0]!.id, on: null })).lines[0]!.versions[0]!.endOn).toBeNull()
})

test('terms can be changed and the change taken back; an outdated change is refused', async () => {
  const before = await api.create({ id, ...terms })
  const { contract, undo } = await api.update({ id: before.id, version: 1, autoRenews: false, noticeDays: 30 })
  expect(contract).toMatchObject({ autoRenews: false, noticeDays: 30, state: 'ended', version: 2 })
  await expect(api.update({ id: before.id, version: 1, name: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' })
  const back = await api.update({ ...undo, id: before.id })
  expect(back.contract).toEqual({ ...before, version: 3, updatedAt: back.contract.updatedAt })
})

test('an end before the start, and an external id that is taken, are refused', async () => {
  const wrong = api.create({
    id,
    startOn: '2026-04-01',
    endOn: '2026-04-01',
    lines: [{ ...line, price: { ...price, endOn: '2025-01-01' } }],
  })
  await expect(wrong).rejects.toMatchObject({
    data: {
      issues: [
        { field: 'endOn', value: '2026-04-01', rule: 'end_not_after_start' },
        { field: 'lines.0.price.endOn', value: '2025-01-01', rule: 'end_not_after_start' },
      ],
    },
  })
  await api.create({ id, ...terms, externalId: 'K-1' })
  await expect(api.create({ id, ...terms, externalId: 'K-1' })).rejects.toMatchObject({
    data: { issues: [{ field: 'externalId', rule: 'external_id_taken' }] },
  })
})

test('an archived contract counts no more, until it comes back', async () => {
  const contract = await api.create({ id, ...terms, lines: [line] })
  await api.archive({ id: contract.id })
  expect(await api.list({ id })).toMatchObject({ arr: 0, rows: [] })
  expect((await api.list({ id, archived: 'with' })).rows[0]!.lines[0]!.notCounted).toBe('archived')
  await api.restore({ id: contract.id })
  expect((await api.list({ id })).arr).toBe(120_000)
})

test('facts follow from contracts within moments', async () => {
  await api.create({ id, ...terms, lines: [line, { product: '試用', price: { ...price, trial: true } }] })
  const facts = async () => (await admin.api.accounts.get({ id })).facts
  await expect.poll(facts).toMatchObject({
    'contract.state': 'active',
    'contract.arr': 120_000,
    'contract.mrr': 10_000,
    'contract.seats': 20,
    'contract.plan': 'Pro',
    'contract.products': ['本体', '試用'],
    'contract.started_on': '2025-04-01',
  })
  await api.churns.create({ id, churnedOn: today, reason: '予算' })
  expect((await facts())['contract.churned_on']).toBeUndefined()
})

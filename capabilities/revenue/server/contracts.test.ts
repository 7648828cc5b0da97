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

test('amounts in another currency are shown, and counted where there is a rate of the month', async () => {
  const { lines } = await api.create({ id, ...terms, currency: 'USD', lines: [line] })
  expect(await api.list({ id })).toMatchObject({ arr: 0, rows: [{ lines: [{ mrr: null, notCounted: 'no_rate' }] }] })
  await api.ledger.putRates({ rates: [{ currency: 'USD', on: today, rate: '150' }] })
  // 120,000 cents a year are 1,200 dollars.
  expect(await api.list({ id })).toMatchObject({ arr: 180_000, rows: [{ lines: [{ mrr: 10_000, notCounted: null }] }] })
  await api.ledger.removeRate({ currency: 'USD', on: today })
  expect((await api.checks.ofAccount({ id })).rows).toMatchObject([{ kind: 'no_rate', line: { id: lines[0]!.id } }])
  await expect(api.create({ id, ...terms, currency: 'QQQ' })).rejects.toMatchObject({
    data: { issues: [{ field: 'currency', value: 'QQQ', rule: 'unknown_currency' }] },
  })
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

test('a discount, a pause and a day of cancellation lower what a line counts as long as they hold', async () => {
  const discount = { percent: 50, until: addDays(today, 30) }
  const { lines } = await api.create({ id, ...terms, lines: [{ ...line, price: { ...price, discount } }] })
  const lineId = lines[0]!.id
  expect(lines[0]).toMatchObject({ mrr: 5000, versions: [{ discount, intervalUnit: 'month' }] })
  const { contract, pauseId } = await api.lines.pause({ id: lineId, startOn: today })
  expect(contract.lines[0]).toMatchObject({ mrr: null, notCounted: 'paused', pauses: [{ id: pauseId, endOn: null }] })
  await expect(api.lines.pause({ id: lineId, startOn: addDays(today, 5) })).rejects.toMatchObject({
    data: { issues: [{ field: 'startOn', rule: 'pauses_overlap' }] },
  })
  const resumed = await api.pauses.end({ id: pauseId, on: addDays(today, 10) })
  expect(resumed.lines[0]!.pauses).toMatchObject([{ startOn: today, endOn: addDays(today, 10) }])
  expect((await api.pauses.remove({ id: pauseId })).lines[0]).toMatchObject({ mrr: 5000, pauses: [] })
  const ended = await api.lines.end({ id: lineId, on: addDays(today, 20), cancelledOn: today })
  expect(ended.lines[0]).toMatchObject({ mrr: 5000, cancelledOn: today, versions: [{ endOn: addDays(today, 20) }] })
  const back = await api.lines.end({ id: lineId, on: null, cancelledOn: null })
  expect(back.lines[0]).toMatchObject({ cancelledOn: null, versions: [{ endOn: null }] })
})

test('a refund is noted and can be removed; weekly prices count 52 weeks a year', async () => {
  const weekly = { ...price, amount: 3000, intervalMonths: 1, intervalUnit: 'week' as const }
  const { lines } = await api.create({ id, ...terms, lines: [{ ...line, price: weekly }] })
  expect(lines[0]!.mrr).toBe(13_000)
  const { contract, refundId } = await api.lines.refund({ id: lines[0]!.id, on: today, amount: 500 })
  expect(contract.lines[0]!.refunds).toEqual([{ id: refundId, on: today, amount: 500 }])
  expect((await api.refunds.remove({ id: refundId })).lines[0]!.refunds).toEqual([])
})

test('a preview is the change itself, seen and not kept', async () => {
  const { lines, ...contract } = await api.create({ id, ...terms, lines: [line] })
  const [lineId, from] = [lines[0]!.id, addDays(today, 10)]
  const change = { startOn: from, amount: 240_000, intervalMonths: 12, quantity: 20 }
  const seen = await api.preview({ change: { to: 'lines.change', id: lineId, ...change } })
  expect(seen).toMatchObject({
    currency: 'JPY',
    today: { before: 10_000, after: 10_000 },
    year: {
      from,
      opening: 10_000,
      rows: [{ on: from, kind: 'upsell', product: '本体', before: 0, after: 10_000 }],
      closing: { before: 10_000, after: 20_000 },
      first: { before: 10_000, after: 20_000 },
    },
    notCounted: [],
  })
  expect((await api.list({ id })).rows).toEqual([{ ...contract, lines }])
  const broken = api.preview({ change: { to: 'lines.change', id: lineId, ...change, startOn: price.startOn } })
  await expect(broken).rejects.toMatchObject({ data: { issues: [{ rule: 'version_starts_that_day' }] } })
  const fresh = { accountId: id, ...terms, lines: [{ ...line, kind: 'one_time' as const }] }
  expect(await api.preview({ change: { to: 'contracts.create', ...fresh } })).toMatchObject({
    year: null,
    notCounted: [{ product: '本体', reason: 'one_time' }],
  })
})

test('a contract is renewed or ended with a reason, and either is taken back whole', async () => {
  const before = await api.create({ id, ...terms, autoRenews: false, endOn: addDays(today, 30), lines: [line] })
  const prices = [{ lineId: before.lines[0]!.id, quantity: 10, amount: 132_000 }]
  const renewed = await api.renew({ id: before.id, months: 12, prices })
  expect(renewed.contract.lines[0]!.versions).toMatchObject([
    { amount: 120_000, endOn: addDays(today, 30) },
    { amount: 132_000, startOn: addDays(today, 30), endOn: null },
  ])
  const back = await api.revert({ id: before.id, undo: renewed.undo })
  expect({ ...back, version: 1, updatedAt: before.updatedAt }).toEqual(before)
  const ended = await api.end({ id: before.id, on: today, reason: '事業の縮小' })
  expect(ended.contract).toMatchObject({ state: 'ended', endReason: '事業の縮小', lines: [{ notCounted: 'ended' }] })
  expect(ended.contract.lines[0]!.cancelledOn).toBe(today)
  const undone = await api.revert({ id: before.id, undo: ended.undo })
  expect(undone).toMatchObject({ state: 'active', endReason: null, lines: [{ cancelledOn: null }] })
  await expect(api.revert({ id: before.id, undo: ended.undo })).rejects.toMatchObject({ code: 'CONFLICT' })
  const replaced = await api.end({ id: before.id, on: today, cancelledOn: null })
  expect(replaced.contract.lines[0]!.cancelledOn).toBeNull()
})

test('the history of a line tells which version moved what', async () => {
  const { lines } = await api.create({ id, ...terms, lines: [line] })
  const change = { startOn: addDays(today, -10), amount: 90_000, intervalMonths: 12, quantity: 8 }
  const { versionId } = await api.lines.change({ id: lines[0]!.id, ...change })
  const { versions } = await api.history({ id: lines[0]!.id })
  expect(versions).toMatchObject([
    { amount: 120_000, movements: [{ on: '2025-04-01', kind: 'new', amount: 10_000 }] },
    { id: versionId, movements: [{ on: change.startOn, kind: 'contraction', amount: -2500, native: -2500 }] },
  ])
})

test('what is wrong with contracts is found account by account, with where it is', async () => {
  const first = await api.create({ id, ...terms, name: '一本目', lines: [line] })
  const second = await api.create({
    id,
    startOn: today,
    name: '二本目',
    lines: [{ ...line, price: { ...price, startOn: addDays(today, -5) } }],
  })
  const { rows } = await api.checks.ofAccount({ id })
  expect(rows).toMatchObject([
    { kind: 'outside_term', contract: { id: second.id }, versionId: second.lines[0]!.versions[0]!.id, until: today },
    { kind: 'contracts_overlap', contract: { name: '一本目' }, other: { name: '二本目' }, line: { product: '本体' } },
  ])
  expect(rows[1]!.line!.id).toBe(first.lines[0]!.id)
  const all = []
  for (let cursor: string | undefined; ; ) {
    const page = await api.checks.list({ limit: 1, kind: 'outside_term', ...(cursor ? { cursor } : {}) })
    all.push(...page.rows)
    if (page.next === null) break
    cursor = page.next
  }
  expect(all.filter(({ account }) => account.id === id)).toEqual([rows[0]])
})

test('terms can be changed and the change taken back; an outdated change is refused', async () => {
  const before = await api.create({ id, ...terms })
  const paymentTerms = { kind: 'net', days: 30 } as const
  const { contract, undo } = await api.update({
    id: before.id,
    version: 1,
    autoRenews: false,
    noticeDays: 30,
    paymentTerms,
  })
  expect(contract).toMatchObject({ autoRenews: false, noticeDays: 30, paymentTerms, state: 'ended', version: 2 })
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

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays, addMonths, dayOf } from '#kernel/day.ts'
import { leavers } from '#test/build/leavers.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['expansion']
let id: string
const today = () => dayOf(Date.now(), 'Asia/Tokyo')
const rule = {
  label: { ja: '大きな契約', en: 'Large' },
  help: { ja: '', en: '' },
  condition: 'contract.arr >= 1000000',
  kind: 'upsell' as const,
  offered: { is: 'same' as const },
  sharePercent: 10,
  holdDays: 0,
  coolDownDays: 30,
}

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.expansion
  await api.setRule({ key: 'large', version: 0, draft: rule })
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '比良山工業' })).id
})

/** A contract of one product, by the year. */
async function buys(product: string, amount: number) {
  const startOn = addMonths(today(), -6)
  const price = { startOn, amount, intervalMonths: 12, quantity: 10 }
  return admin.api.revenue.create({ id, startOn, lines: [{ product, price }] })
}
const open = async () => (await api.list({ account: id })).rows
async function raised() {
  await expect.poll(open).toHaveLength(1)
  return (await open())[0]!
}
const fact = async (key: string) => (await admin.api.accounts.get({ id })).facts[key]

test('a rule raises one opportunity, held back with what is missing until value was had', async () => {
  await buys('本体', 2_400_000)
  const found = await raised()
  expect(found).toMatchObject({ kind: 'upsell', stage: 'found', amount: 240_000, rule: { key: 'large' } })
  expect(found.heldBack!.map(({ label }) => label.ja)).toEqual(['導入を終えている', '製品を一度は活用した'])
  await expect.poll(() => fact('expansion.held_count')).toBe(1)
  const { version, guard } = await api.settings({})
  await api.setGuard({ version, guard: [] })
  await expect.poll(async () => (await open())[0]!.heldBack).toBeNull()
  await expect.poll(() => fact('expansion.amount')).toBe(240_000)
  await api.setGuard({ version: version + 1, guard: guard.map(({ label, condition }) => ({ label, condition })) })
  const { stages } = await api.totals({ account: id })
  expect(stages[0]).toMatchObject({ stage: 'found', count: 1 })
})

test('what nobody took up goes with its rule and comes back with it, and a change is taken back', async () => {
  await buys('本体', 2_400_000)
  const found = await raised()
  await api.turnRule({ key: 'large', isOn: false })
  await expect.poll(open).toEqual([])
  await api.turnRule({ key: 'large', isOn: true })
  const again = await raised()
  expect(again.id).toBe(found.id)
  const talked = await api.update({ ...seen(again), stage: 'talked', nextStep: '見積を送る' })
  await expect(api.update({ ...seen(again), note: '古い版' })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await api.undo(seen(talked))).toMatchObject({ stage: 'found', nextStep: '' })
})

test('lost ones stay away for their time, and the closing can be taken back', async () => {
  await buys('本体', 2_400_000)
  const found = await raised()
  const lost = await api.lose({ ...seen(found), refusal: 'no_budget', note: '来期に' })
  await expect.poll(() => fact('expansion.open_count')).toBe(0)
  expect(await open()).toEqual([])
  expect(await api.reopen(seen(lost))).toMatchObject({ stage: 'found', refusal: null, note: '', closedOn: null })
})

test('one written by hand is the only one of its product; won, the contract gets it, and the ledger says so', async () => {
  const { id: contractId } = await buys('本体', 600_000)
  await expect.poll(() => fact('contract.arr')).toBe(600_000)
  const made = await api.create({ accountId: id, kind: 'cross_sell', product: '分析', amount: 100_000 })
  await expect(api.create({ accountId: id, kind: 'cross_sell', product: '分析' })).rejects.toMatchObject({
    data: { issues: [{ rule: 'expansion.open_already' }] },
  })
  const line = { product: '分析', plan: null, quantity: 1, amount: 120_000, intervalMonths: 12, from: today() }
  const won = await api.win({ ...seen(made), sold: { as: 'line', contractId, ...line } })
  expect(won).toMatchObject({ stage: 'won', amount: 120_000, contractId })
  await expect
    .poll(async () => (await api.get({ id: made.id })).movements)
    .toMatchObject([{ kind: 'cross_sell', mrr: 10_000 }])
  const rates = await api.rates({ from: addDays(today(), -30), until: addDays(today(), 1) })
  expect(rates.total).toMatchObject({ crossSellCustomers: 1, crossSell: 10_000 })
  await expect.poll(() => fact('contract.products')).toEqual(['分析', '本体'])
  expect(await api.reopen(seen(won))).toMatchObject({ stage: 'found', amount: 100_000, contractId: null })
  const { rows } = await admin.api.revenue.list({ id })
  expect(rows[0]!.lines.map(({ product }) => product)).toEqual(['本体'])
})

test('more seats change the line from a day on, and taking it back brings the price before', async () => {
  const contract = await buys('本体', 600_000)
  const lineId = contract.lines[0]!.id
  const made = await api.create({ accountId: id, kind: 'seats', product: null })
  const sold = { as: 'change' as const, lineId, from: today(), quantity: 15, amount: 900_000 }
  const won = await api.win({ ...seen(made), sold })
  expect(won).toMatchObject({ stage: 'won', amount: 300_000 })
  await api.reopen(seen(won))
  const { rows } = await admin.api.revenue.list({ id })
  expect(rows[0]!.lines[0]!.versions).toMatchObject([{ amount: 600_000, endOn: null }])
})

test('white space tells who has what of all that is sold, and the list is a file', async () => {
  await buys('本体', 3_000_000)
  await expect.poll(() => fact('contract.arr')).toBe(3_000_000)
  await expect.poll(async () => (await api.whiteSpace({})).rows[0]?.account.id).toBe(id)
  const { products, rows, total } = await api.whiteSpace({ limit: 2 })
  const at = products.findIndex(({ product }) => product === '本体')
  expect(rows[0]!.cells[at]).toMatchObject({ has: true, arr: 3_000_000 })
  expect(total).toBeGreaterThan(2)
  await raised()
  const file = await admin.fetch(`/api/v1/expansion-opportunities/export?account=${id}`)
  expect((await file.text()).split('\r\n')[1]).toContain('比良山工業,アップセル')
})

test('a condition that cannot be read is refused where it stands, and a rule taken away comes back as it was', async () => {
  await expect(
    api.setRule({ key: 'wrong', version: 0, draft: { ...rule, condition: 'nothing.here > 1' } }),
  ).rejects.toMatchObject({
    data: { issues: [{ field: 'condition', rule: 'condition.unknown_fact' }] },
  })
  const keys = async () => (await api.settings({})).rules.map(({ key }) => key)
  await api.removeRule({ key: 'promoter', removed: true })
  expect(await keys()).not.toContain('promoter')
  await api.removeRule({ key: 'promoter', removed: false })
  expect(await keys()).toContain('promoter')
})

test('who left is put beside who stayed, and what differed is told with how early; why, by the tree of reasons', async () => {
  const company = await testWorkspace(server.database)
  const leader = await server.signIn('admin', company)
  await leavers(server.database, testEvents(), company.id)
  const period = { from: addDays(today(), -400), until: addDays(today(), 1) }
  const study = leader.api.churnStudy
  await expect.poll(async () => (await study.find(period)).sets).toBe(12)
  const { paths, traits, tenures } = await study.find(period)
  const score = paths.find(({ fact: one }) => one.key === 'health.score')!
  expect(score).toMatchObject({ partsAt: 90, differences: [{ days: 180, isClear: false }, {}, {}, {}, {}, { n: 12 }] })
  expect(score.differences.at(-1)!.difference).toBeLessThan(-20)
  const touch = traits.find(({ fact: one }) => one.key === 'account.touch_model')!
  expect(touch.values).toMatchObject([{ value: 'tech', lost: 100, kept: 0, isClear: true }])
  expect(tenures.reduce((sum, band) => sum + band.lost, 0)).toBe(12)
  expect(await study.reasons(period)).toMatchObject({ untold: 12, groups: [], total: { count: 0 } })
  const { rows } = await study.lost(period)
  expect(rows).toHaveLength(12)
  expect(rows[0]).toMatchObject({ account: { name: '離反研究所0' }, reason: { label: { ja: '使われなかった' } } })
  expect(rows[0]!.scores.map((one) => one.score)).toEqual([77, 47, 47])
  const file = await leader.fetch(`/api/v1/churn-study/export?${new URLSearchParams(period).toString()}`)
  expect((await file.text()).split('\r\n')).toHaveLength(14)
})

const seen = ({ id: of, version }: { id: string; version: number }) => ({ id: of, version })

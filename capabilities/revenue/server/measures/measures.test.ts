import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addMonths, type Day, dayOf } from '#kernel/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let measures: Visitor['api']['revenue']['measures']
let ledger: Visitor['api']['revenue']['ledger']
const today = dayOf(Date.now(), 'Asia/Tokyo')
const thisMonth = `${today.slice(0, 7)}-01` as Day
const ago = (months: number) => addMonths(thisMonth, -months)

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  ;({ measures, ledger } = admin.api.revenue)
  for (const [name, began, ended] of [
    ['青海精機', 20, null],
    ['若葉運輸', 18, 4],
    ['みどり食品', 15, null],
    ['あかね商事', 3, null],
  ] as const)
    await bring(name, began, ended)
})
beforeEach(() => expect.poll(async () => (await measures.deriving()).owed, { timeout: 20_000 }).toBe(0))

async function bring(name: string, began: number, ended: number | null): Promise<void> {
  const { id } = await admin.api.accounts.create({ name })
  const price = {
    startOn: ago(began),
    endOn: ended === null ? null : ago(ended),
    amount: 1_200_000,
    intervalMonths: 12,
  }
  const { lines } = await admin.api.revenue.create({ id, startOn: ago(began), lines: [{ product: '本体', price }] })
  if (name === '青海精機')
    await admin.api.revenue.lines.change({ id: lines[0]!.id, startOn: ago(2), amount: 1_800_000, intervalMonths: 12 })
}

test('each month of the trend is what a question for its twelve months alone says', async () => {
  const { groups, form } = await measures.trend({ from: ago(3), to: today })
  expect([form, groups[0]!.segment]).toEqual(['cohort', null])
  for (const point of groups[0]!.points) {
    const to = `${point.month}-01` as Day
    const { accounts, then, now, nrr, grr, logos } = await ledger.retention({ from: addMonths(to, -11), to })
    expect(point).toMatchObject({ month: point.month, accounts, then, now, nrr, grr, logos })
    expect([point.capped / then, point.still / accounts, point.flow]).toEqual([grr, logos, null])
    expect((await measures.trend({ from: to, to })).groups[0]!.points).toEqual([point])
  }
})

test('cohorts tell who stays month by month, and their curve takes those who stay as seen until now', async () => {
  const { cohorts, curves } = await measures.cohorts({ by: 'month' })
  const left = cohorts.find(({ key }) => key === ago(18).slice(0, 7))!
  expect(left.ages.map(({ logos }) => logos)).toEqual([...Array(14).fill(1), ...Array(5).fill(0)])
  const grown = cohorts.find(({ key }) => key === ago(20).slice(0, 7))!
  expect(grown.ages.at(-1)).toEqual({ size: 1, logos: 1, mrr: 150_000, base: 100_000 })
  expect(curves).toHaveLength(1)
  expect(curves[0]).toMatchObject({ size: 4, lost: 1, steps: [{ time: 14, atRisk: 3, lost: 1 }] })
  const plans = await measures.cohorts({ by: 'plan' })
  expect(plans.cohorts[0]).toMatchObject({ key: '', size: 4, ages: expect.arrayContaining([]) })
  expect(plans.cohorts[0]!.ages[14]).toMatchObject({ size: 3, logos: 2 })
})

test('the customers of a cohort come to the cell they are told of', async () => {
  for (const by of ['month', 'plan'] as const) {
    const { cohorts } = await measures.cohorts({ by })
    for (const { key, ages } of cohorts)
      for (const age of [0, 2, ages.length - 1].filter((one) => one < ages.length)) {
        const { rows } = await measures.cohortAccounts({ by, key, age })
        const sum = (part: 'mrr' | 'base') => rows.reduce((all, row) => all + row[part], 0)
        const logos = rows.filter(({ still }) => still).length
        expect({ size: rows.length, logos, mrr: sum('mrr'), base: sum('base') }).toEqual(ages[age])
      }
  }
})

test('what a customer is worth says what it was made of, and follows what is assumed', async () => {
  const before = await measures.lifetime({})
  expect(before.forms.margin_by_churn.value).toBeNull()
  expect(before.payback).toBeNull()
  await measures.assume({ marginPercent: 80, discountPercent: 10, acquisitionCost: 600_000 })
  const { forms, churn, arpa, payback } = await measures.lifetime({})
  expect(churn).toMatchObject({ left: 1, value: 1 / churn.exposed })
  expect(forms.margin_by_churn.value).toBeCloseTo(0.8 * forms.revenue_by_churn.value!, 6)
  expect(forms.revenue_by_churn.low).toBeLessThan(forms.revenue_by_churn.value!)
  expect(payback).toEqual({ won: 1, spent: 600_000, cost: 600_000, months: 600_000 / (arpa! * 0.8) })
  const { rows } = await measures.lifetimes({ horizon: 12 })
  expect(rows.map(({ mrr }) => mrr)).toContain(150_000)
})

test('what other conventions would make of the past is told before they are kept', async () => {
  const { conventions } = await ledger.conventions()
  const same = await measures.effect({ conventions })
  expect(same.figures!.after).toEqual(same.figures!.before)
  const kept = await ledger.retention({ from: ago(12), to: ago(1) })
  expect(same.figures!.before).toMatchObject({ nrr: kept.nrr, grr: kept.grr, left: 1 })
  const other = await measures.effect({
    conventions: { ...conventions, quickRatio: 'without_reactivation', retention: 'movements' },
  })
  expect(other.accounts).toBe(4)
})

test('what is not counted is listed with its customer, and movements go into a file', async () => {
  const { id } = await admin.api.accounts.create({ name: '桜井貿易' })
  const price = { startOn: ago(5), amount: 120_000, intervalMonths: 12 }
  await admin.api.revenue.create({ id, startOn: ago(5), currency: 'USD', lines: [{ product: '本体', price }] })
  const read = async () => (await measures.notCounted({ reason: 'no_rate' })).rows
  await expect.poll(read, { timeout: 20_000 }).toHaveLength(1)
  expect((await read())[0]).toMatchObject({
    account: { id, name: '桜井貿易' },
    currency: 'USD',
    months: { first: ago(5).slice(0, 7), last: today.slice(0, 7), count: 6 },
  })
  const answer = await fetch(
    `${server.address}/api/v1/revenue/movements/export?from=${ago(24)}&to=${today}&kind=churn&locale=ja`,
    { headers: { cookie: admin.cookie } },
  )
  expect((await answer.text()).split('\r\n')[1]).toContain('解約,若葉運輸,本体,,-100000,JPY')
})

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['revenue']
let ledger: Visitor['api']['revenue']['ledger']
let id: string
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.revenue
  ledger = api.ledger
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
})

const price = (startOn: string, amount: number, endOn: string | null = null) => ({
  startOn,
  endOn,
  amount,
  intervalMonths: 12,
})
const contract = (
  line: ReturnType<typeof price> & { plan?: string },
  over: { product?: string; currency?: string } = {},
) =>
  api.create({
    id,
    startOn: line.startOn,
    currency: over.currency,
    lines: [{ product: over.product ?? '本体', price: line }],
  })

/** What moved MRR of the account: month, kind and yen. */
async function moved() {
  const { rows } = await ledger.movements({ from: '2024-01-01', to: '2025-12-01', account: id })
  return rows.map(({ on, kind, amount }) => `${on} ${kind} ${amount}`).sort()
}

test('from a bar of the waterfall to the price that caused it', async () => {
  const { lines } = await contract(price('2024-04-01', 1_200_000))
  const { versionId } = await api.lines.change({
    id: lines[0]!.id,
    startOn: '2025-02-15',
    amount: 1_800_000,
    intervalMonths: 12,
  })
  await expect.poll(moved).toEqual(['2024-04-01 new 100000', '2025-02-15 upsell 50000'])
  const { months } = await ledger.waterfall({ from: '2025-02-01', to: '2025-03-01' })
  expect(months[0]).toMatchObject({
    month: '2025-02',
    opening: 100_000,
    kinds: { upsell: { amount: 50_000, accounts: 1 }, churn: { amount: 0, accounts: 0 } },
    closing: 150_000,
    customers: { opening: 1, closing: 1 },
    change: { amount: 50_000, byCustomers: 0, byPrice: 50_000 },
    rates: { netChurn: -0.5, upsell: 0.5, quickRatio: null },
  })
  expect(months[1]).toMatchObject({ opening: 150_000, closing: 150_000 })
  const { rows } = await ledger.movements({ from: '2025-02-01', to: '2025-02-01', kind: 'upsell' })
  expect(rows[0]).toMatchObject({
    account: { id, name: '青海精機' },
    product: '本体',
    version: { id: versionId, amount: 1_800_000 },
  })
  await expect.poll(async () => (await admin.api.accounts.get({ id })).facts['contract.last_movement']).toBe('upsell')
  await api.versions.remove({ id: versionId })
  const closing = async () => (await ledger.waterfall({ from: '2025-02-01', to: '2025-02-01' })).months[0]!.closing
  await expect.poll(closing).toBe(100_000)
})

test('a period is told by who paid at its beginning', async () => {
  const before = await ledger.retention({ from: '2025-01-01', to: '2025-12-01' })
  const { lines } = await contract(price('2024-05-01', 1_200_000))
  await api.lines.end({ id: lines[0]!.id, on: '2025-05-01' })
  await expect.poll(moved).toHaveLength(2)
  const after = await ledger.retention({ from: '2025-01-01', to: '2025-12-01' })
  expect(after).toMatchObject({
    form: 'cohort',
    accounts: before.accounts + 1,
    then: before.then + 100_000,
    now: before.now,
  })
  expect(after.nrr).toBeCloseTo(after.now / after.then, 10)
})

test('a convention that is settled otherwise derives all history anew', async () => {
  await contract(price('2025-05-03', 1_200_000, '2025-05-20'))
  await expect.poll(moved).toEqual(['2025-05-03 new 100000', '2025-05-20 churn -100000'])
  const { conventions, version } = await ledger.conventions()
  const settled = { ...conventions, signUpAndChurnInAMonth: 'ignored' } as const
  await ledger.keepConventions({ conventions: settled, basedOn: version })
  await expect.poll(moved).toEqual([])
  await expect(ledger.keepConventions({ conventions, basedOn: version })).rejects.toMatchObject({ code: 'CONFLICT' })
  await ledger.keepConventions({ conventions, basedOn: version + 1 })
  await expect.poll(moved).toHaveLength(2)
})

test('what has no rate is told and not guessed; once it has one, it counts', async () => {
  await contract(price('2025-06-10', 120_000), { currency: 'USD' })
  const missing = async () => (await ledger.waterfall({ from: '2025-06-01', to: '2025-06-01' })).notCounted
  const june = expect.objectContaining({ reason: 'no_rate', currency: 'USD', month: '2025-06', lines: 1 })
  await expect.poll(missing).toContainEqual(june)
  await ledger.putRates({ rates: [{ currency: 'USD', on: '2025-06-30', rate: '150.5' }] })
  await expect.poll(moved).toEqual(['2025-06-10 new 15050', '2025-07-01 uncounted -15050'])
  expect(await missing()).not.toContainEqual(june)
  expect((await ledger.removeRate({ currency: 'USD', on: '2025-06-30' })).rates).toEqual([])
  await expect.poll(missing).toContainEqual(june)
})

test('a waterfall of one product, or of a plan, adds up by itself; whose it is may be narrowed by a condition', async () => {
  const { lines } = await contract({ ...price('2024-02-01', 1_200_000), plan: 'Basic' })
  await contract(price('2024-03-01', 240_000), { product: 'オプション' })
  await api.lines.change({
    id: lines[0]!.id,
    startOn: '2024-05-10',
    plan: 'Pro',
    amount: 1_800_000,
    intervalMonths: 12,
  })
  await expect.poll(moved).toHaveLength(3)
  const within = { condition: 'account.name == "青海精機"', from: '2024-02-01', to: '2024-12-01' }
  const told = async (of: { product: string; plan?: string }) => {
    const { rows } = await ledger.movements({ ...within, ...of, account: id })
    return rows.map(({ on, kind, amount }) => `${on} ${kind} ${amount}`).sort()
  }
  expect(await told({ product: 'オプション' })).toEqual(['2024-03-01 new 20000'])
  expect(await told({ product: '本体' })).toEqual(['2024-02-01 new 100000', '2024-05-10 upsell 50000'])
  expect(await told({ product: '本体', plan: 'Basic' })).toEqual(['2024-02-01 new 100000', '2024-05-10 churn -100000'])
  expect(await told({ product: '本体', plan: 'Pro' })).toEqual(['2024-05-10 new 150000'])
  const { months } = await ledger.waterfall({ ...within, product: '本体', plan: 'Basic' })
  expect(months[3]).toMatchObject({
    month: '2024-05',
    opening: 100_000,
    kinds: { churn: { amount: -100_000, accounts: 1 } },
  })
  expect(months.at(-1)).toMatchObject({ closing: 0, customers: { closing: 0 } })
  const nobody = await ledger.waterfall({ ...within, condition: 'account.name == "だれもいない"' })
  expect(nobody.months.at(-1)).toMatchObject({ closing: 0 })
  await expect(ledger.waterfall({ ...within, condition: 'account.nam ==' })).rejects.toMatchObject({ code: 'REFUSED' })
})

test('whoever is archived is in no figure', async () => {
  await contract(price('2024-06-01', 1_200_000))
  await expect.poll(moved).toHaveLength(1)
  const june = async () => (await ledger.waterfall({ from: '2024-06-01', to: '2024-06-01' })).months[0]!
  const before = await june()
  await admin.api.accounts.archive({ id })
  const { kinds, closing, customers } = await june()
  expect(kinds.new).toEqual({ amount: before.kinds.new.amount - 100_000, accounts: before.kinds.new.accounts - 1 })
  expect([closing, customers.closing]).toEqual([before.closing - 100_000, before.customers.closing - 1])
})

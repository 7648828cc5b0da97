import { beforeAll, expect, test } from 'vitest'
import { importParts, textImporter } from '#test/build/importParts.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let take: ReturnType<typeof textImporter>
let id: string
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  take = textImporter(await importParts(server.database), server.workspace.id)
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
})

const contracts = async () => (await admin.api.revenue.list({ id })).rows
const ofLine = async (externalId: string) =>
  (await contracts()).flatMap((contract) => contract.lines).find((line) => line.externalId === externalId)
const lines = (text: string) => take(text, { kind: 'contract_lines' })

test('rows of one line with other start days are changes of its price', async () => {
  const text =
    '顧客名,契約明細ID,製品,数量,月額,開始日\n青海精機,L-1,本体,10,"10,000",2024-04-01\n青海精機,L-1,本体,20,"18,000",2025-04-01\n'
  const { counts, issues } = await lines(text)
  expect(counts).toMatchObject({ created: 2 })
  expect(issues).toMatchObject([{ line: 3, rule: 'previous_price_ends' }])
  expect((await ofLine('L-1'))!.versions).toMatchObject([
    { startOn: '2024-04-01', endOn: '2025-04-01', quantity: 10, amount: 10_000 },
    { startOn: '2025-04-01', endOn: null, quantity: 20, amount: 18_000 },
  ])
  expect((await lines(text)).counts).toMatchObject({ created: 0, changed: 0, same: 2 })
})

test('lines with one contract number make one contract, whose last day is the last one covered', async () => {
  await lines(
    '顧客名,契約番号,契約明細ID,製品,年額,支払間隔,開始日,契約満了日,自動更新,解約予告日数,契約月数,支払条件\n青海精機,K-1,L-2,本体,"1,200,000",年払い,2026-04-01,2027-03-31,あり,60,12,月末締め翌月末払い\n青海精機,K-1,L-3,分析,"600,000",年払い,2026-04-01,2027-03-31,あり,60,12,月末締め翌月末払い\n',
  )
  const contract = (await contracts()).find((one) => one.externalId === 'K-1')!
  expect(contract).toMatchObject({ startOn: '2026-04-01', endOn: '2027-04-01', autoRenews: true })
  expect(contract).toMatchObject({ noticeDays: 60, renewalMonths: 12, paymentTerms: { kind: 'month_end', months: 1 } })
  expect(contract.lines.map(({ product, mrr }) => ({ product, mrr }))).toEqual([
    { product: '分析', mrr: 50_000 },
    { product: '本体', mrr: 100_000 },
  ])
})

test('what cannot be counted is told: no amount, an end before the start, prices that overlap', async () => {
  const { counts, issues } = await lines(
    '顧客名,契約明細ID,製品,月額,開始日,終了日\n青海精機,M-1,本体,,2026-04-01,\n青海精機,M-2,本体,100,2026-04-01,2026-04-01\n青海精機,M-3,本体,100,2026-04-01,2026-06-01\n青海精機,M-3,本体,200,2026-05-01,\n',
  )
  expect(counts).toMatchObject({ created: 2, rejected: 2 })
  expect(issues).toEqual([
    { line: 2, column: null, rule: 'amount_needed', value: null },
    { line: 3, column: '終了日', rule: 'end_not_after_start', value: '2026-04-01' },
    { line: 5, column: '開始日', rule: 'versions_overlap', value: '2026-05-01' },
  ])
})

test('amounts of another currency are taken, not counted, and told of', async () => {
  const { issues } = await lines('顧客名,契約明細ID,製品,月額,通貨,開始日\n青海精機,U-1,本体,99.50,USD,2026-04-01\n')
  expect(issues).toMatchObject([{ line: 2, rule: 'not_counted', value: 'USD' }])
  expect(await ofLine('U-1')).toMatchObject({ mrr: null, notCounted: 'no_rate', versions: [{ amount: 9950 }] })
})

test('the same file again changes nothing, also where lines have no id of their own', async () => {
  const text = '顧客名,製品,プラン,月額,開始日\n青海精機,帳票,Basic,5000,2026-01-01\n'
  expect((await lines(text)).counts).toMatchObject({ created: 1 })
  expect((await lines(text)).counts).toMatchObject({ created: 0, same: 1 })
  expect((await lines(text.replace('5000', '6000'))).counts).toMatchObject({ changed: 1 })
})

test('discounts, weekly prices and the day of cancellation come with the file', async () => {
  const text =
    '顧客名,契約明細ID,金額,支払間隔,値引率(%),値引最終日,解約申出日,開始日\n青海精機,D-1,3000,毎週,50,2027-03-31,2026-11-01,2026-04-01\n青海精機,D-2,1000,毎月,,,,2026-04-01\n'
  expect((await lines(text)).counts).toMatchObject({ created: 2, rejected: 0 })
  expect(await ofLine('D-1')).toMatchObject({
    cancelledOn: '2026-11-01',
    versions: [{ amount: 3000, intervalUnit: 'week', discount: { percent: 50, until: '2027-04-01' } }],
  })
  expect(await ofLine('D-2')).toMatchObject({
    cancelledOn: null,
    versions: [{ intervalUnit: 'month', discount: null }],
  })
  expect((await lines(text)).counts).toMatchObject({ same: 2 })
})

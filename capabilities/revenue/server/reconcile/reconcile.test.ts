import iconv from 'iconv-lite'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['revenue']
const ids = new Map<string, string>()

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.revenue
  const customers = [
    ['青海精機', '2024-04-01', null],
    ['みなと商事', '2024-04-01', null],
    ['やまと製作所', '2024-04-01', '2025-08-16'],
    ['ひかり運輸', '2025-01-01', null],
    ['さくら', '2024-04-01', null],
    ['さくら', '2024-04-01', null],
  ] as const
  for (const [name, startOn, endOn] of customers) {
    const { id } = await admin.api.accounts.create({ name })
    ids.set(name, id)
    const price = { startOn, endOn, amount: 1_200_000, intervalMonths: 12 }
    await api.create({ id, startOn, lines: [{ product: '本体', price }] })
  }
})

/** The ledgers of everybody are derived beside the test. */
beforeEach(() => vi.waitUntil(async () => (await api.measures.deriving()).owed === 0, { timeout: 45_000 }))

const header = '得意先名,計上月,月額'
const rows = [
  '青海精機,2025/09,"100,000"',
  '株式会社みなと商事,2025年9月,110000',
  'やまと製作所,202509,100000',
  'さくら,2025-09,100000',
  'だれも知らない会社,2025-09,5000',
  '青海精機,2025-08,1',
  'ひかり運輸,2025-09,十万',
]

test('a list in CP932 is compared, and what it differs by adds up to it', async () => {
  const found = await send(iconv.encode([header, ...rows].join('\r\n'), 'cp932'))
  expect(found).toMatchObject({ kind: 'mrr', month: '2025-09', keptAt: null, form: { encoding: 'cp932', missing: [] } })
  expect(found.counts).toEqual({ rows: 7, otherMonths: 1, broken: 1 })
  const { ours, theirs, reasons } = found.totals
  expect(ours + reasons.reduce((sum: number, { difference }: { difference: number }) => sum + difference, 0)).toBe(
    theirs,
  )
  expect(theirs).toBe(100_000 + 110_000 + 100_000 + 100_000 + 5000)
  const told = (await api.reconciliations.rows({ id: found.id })).rows.map(
    ({ account, name, difference, told: { reason, ...detail } }) => ({
      who: account?.name ?? name,
      difference,
      reason,
      ...detail,
    }),
  )
  expect(told).toEqual(
    expect.arrayContaining([
      { who: 'みなと商事', difference: 10_000, reason: 'tax', percent: 10, months: null },
      { who: 'やまと製作所', difference: 100_000, reason: 'only_theirs', why: 'ended', on: '2025-08-16' },
      { who: 'ひかり運輸', difference: -100_000, reason: 'only_ours', since: '2025-01-01' },
      { who: 'さくら', difference: 100_000, reason: 'unknown_account', why: 'ambiguous' },
      { who: 'だれも知らない会社', difference: 5000, reason: 'unknown_account', why: 'unknown' },
    ]),
  )
  expect(told).toHaveLength(7)
  const issues = await api.reconciliations.issues({ id: found.id })
  expect(issues.rows).toMatchObject([
    { line: 8, column: '月額', value: '十万', text: { ja: '数値として読み取れません' } },
  ])
})

test('the month in which somebody left is charged by the day as revenue', async () => {
  const found = await send('customer\trevenue\nやまと製作所\t48387\n', { month: '2025-08' })
  expect(found).toMatchObject({ kind: 'revenue', month: '2025-08' })
  const { rows: same } = await api.reconciliations.rows({ id: found.id, reason: 'same' })
  expect(same).toMatchObject([{ account: { id: ids.get('やまと製作所') }, ours: 48_387, theirs: 48_387 }])
})

test('columns by month are read as the month that is asked for; columns may be chosen', async () => {
  const wide = '顧客,2025年8月,2025年9月,メモ\n青海精機,1,100000,2\n'
  expect(await send(wide, { month: '2025-08' })).toMatchObject({
    totals: { theirs: 1 },
    form: { months: ['2025-08', '2025-09'] },
  })
  expect(await send(wide)).toMatchObject({ month: '2025-09', totals: { theirs: 100_000 } })
  const mapping = ['customer', null, null, 'amount']
  expect(await send(wide, { readAs: JSON.stringify({ mapping }) })).toMatchObject({ totals: { theirs: 2 } })
  const lacking = await send('名前なし,x\n青海精機,1\n')
  expect(lacking.form.missing).toContain('amount')
})

test('nothing stays of a list unless it is kept, and then everybody sees it', async () => {
  const first = await send(`${header}\n${rows[0]}`)
  const second = await send(`${header}\n${rows[1]}`)
  await expect(api.reconciliations.find({ id: first.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const other = await server.signIn('csm')
  const list = async () => (await other.api.revenue.reconciliations.list()).rows.map(({ id }) => id)
  expect(await list()).toEqual([])
  await api.reconciliations.keep({ id: second.id, kept: true })
  await send(`${header}\n${rows[0]}`)
  expect(await list()).toEqual([second.id])
  const file = await admin.fetch(`/api/v1/revenue/reconciliations/${second.id}/export?locale=ja`)
  expect(await file.text()).toContain('みなと商事,株式会社みなと商事,2,100000,110000,10000,JPY,消費税込み')
  await api.reconciliations.remove({ id: second.id })
  expect(await list()).toEqual([])
})

test('what is no list is refused with its reason', async () => {
  const answer = await post('')
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ issues: [{ field: 'file', rule: 'file_is_empty' }] })
})

function post(body: string | Buffer, asked: Record<string, string> = {}): Promise<Response> {
  return admin.fetch(`/api/v1/revenue/reconciliations?${new URLSearchParams({ fileName: 'list.csv', ...asked })}`, {
    method: 'POST',
    body: new Blob([typeof body === 'string' ? body : new Uint8Array(body)]),
    headers: { 'content-type': 'text/csv' },
  })
}

async function send(body: string | Buffer, asked: Record<string, string> = {}) {
  const answer = await post(body, asked)
  expect(answer.status).toBe(201)
  return answer.json()
}

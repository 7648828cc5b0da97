import iconv from 'iconv-lite'
import { beforeAll, expect, test, vi } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  const api = admin.api.accounts
  await api.create({
    name: '髙松㈱',
    nameKana: 'タカマツ',
    employees: 1200,
    signedUpOn: '2025-04-01',
    tags: ['重点', '紹介'],
  })
  await api.create({ name: '=HYPERLINK("http://x")', nameKana: 'ワ', employees: 3 })
  await vi.waitFor(async () => expect((await api.total({})).accounts).toBe(2), { timeout: 45_000 })
})

const path = (query: string) => `/api/v1/accounts/export?${query}`
const columns = 'columns=account.employees,account.signed_up_on,tags,account.has_owner'

test('the list leaves as a CSV file that spreadsheets open, in UTF-8', async () => {
  const answer = await admin.fetch(path(columns))
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
    '顧客名,従業員数,登録日,タグ,担当がいる',
    '髙松㈱,1200,2025-04-01,重点、紹介,いいえ',
    `"'=HYPERLINK(""http://x"")",3,,,いいえ`,
    '',
  ])
})

test('in CP932 every character of a Japanese name survives', async () => {
  const answer = await admin.fetch(path(`${columns}&encoding=cp932&locale=en`))
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=Shift_JIS')
  const text = iconv.decode(Buffer.from(await answer.arrayBuffer()), 'cp932')
  expect(text).toContain('髙松㈱,1200')
  expect(text.startsWith('Name,Employees')).toBe(true)
})

test('what is wrong with the question is an answer, not a file', async () => {
  const answer = await admin.fetch(path('columns=nothing.at_all'))
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({
    issues: [{ field: 'columns', value: 'nothing.at_all', rule: 'unknown_fact' }],
  })
})

test('only those who may export get a file', async () => {
  const viewer = await server.signIn('viewer')
  expect((await viewer.fetch(path(columns))).status).toBe(403)
  expect((await fetch(`${server.address}${path(columns)}`)).status).toBe(401)
})

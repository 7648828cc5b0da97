import { beforeAll, expect, test, vi } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['accounts']

const customers = [
  { name: '株式会社アオイ', nameKana: 'アオイ', industry: '製造業', employees: 50, tags: ['重点'], region: '関東' },
  { name: '髙橋工業(株)', nameKana: 'タカハシコウギョウ', industry: '製造業', employees: 1200, region: '関西' },
  {
    name: '山﨑商店',
    nameKana: 'ヤマザキショウテン',
    industry: '卸売業・小売業',
    employees: 8,
    tags: ['重点', '紹介'],
  },
  { name: 'ＢＥＴＡ株式会社', nameEn: 'Beta Inc.', industry: '情報通信業', region: '関東' },
  { name: 'いろは合同会社' },
]

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.accounts
  for (const customer of customers) await api.create(customer)
  const isThere = async () => expect((await api.total({})).accounts).toBe(customers.length)
  await vi.waitFor(isThere, { timeout: 45_000 })
})

const names = async (query: Parameters<typeof api.list>[0]) => (await api.list(query)).rows.map((row) => row.name)

test('names are in the order of their reading', async () => {
  expect(await names({})).toEqual(['ＢＥＴＡ株式会社', '株式会社アオイ', 'いろは合同会社', '髙橋工業(株)', '山﨑商店'])
})

test('missing values come last, whichever the direction', async () => {
  const byEmployees = (sort: string) => names({ sort })
  expect((await byEmployees('account.employees')).slice(0, 3)).toEqual(['山﨑商店', '株式会社アオイ', '髙橋工業(株)'])
  expect((await byEmployees('-account.employees')).slice(0, 3)).toEqual(['髙橋工業(株)', '株式会社アオイ', '山﨑商店'])
})

const orders = ['account.employees', '-account.employees', '-account.name', 'account.industry', 'account.has_owner']
const all = ['', '!account.has_owner', 'account.employees > 0 || !has(account.employees)']
test.each(orders.flatMap((sort) => all.map((condition) => [sort, condition] as const)))(
  'pages of two sorted by %s show everybody once, in the order of the whole (%s)',
  async (sort, condition) => {
    const whole = await names({ sort, condition })
    expect(whole).toHaveLength(customers.length)
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await api.list({ sort, condition, limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.rows.map((row) => row.name))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual(whole)
  },
)

test.each([
  ['高橋', ['髙橋工業(株)']],
  ['（株）髙橋', ['髙橋工業(株)']],
  ['やまざき', ['山﨑商店']],
  ['ヤマザキ', ['山﨑商店']],
  ['山崎', ['山﨑商店']],
  ['beta', ['ＢＥＴＡ株式会社']],
  ['工', ['髙橋工業(株)']],
  ['ない会社', []],
])('searching for %s finds %j', async (search, found) => {
  expect(await names({ search })).toEqual(found)
  expect((await api.find({ search })).rows.map((row) => row.name)).toEqual(found)
})

test('a condition and columns may ask for any fact', async () => {
  const { rows } = await api.list({
    columns: 'account.industry,tags,account.employees',
    condition: 'account.employees < 100 && "重点" in tags',
    sort: '-account.employees',
  })
  expect(rows.map((row) => row.values)).toEqual([
    { 'account.industry': '製造業', tags: ['重点'], 'account.employees': 50 },
    { 'account.industry': '卸売業・小売業', tags: ['重点', '紹介'], 'account.employees': 8 },
  ])
})

test('a condition that cannot be read is refused at the character, an unknown column by name', async () => {
  const wrong = api.list({ columns: 'account.nme', condition: 'account.employes > 5' })
  await expect(wrong).rejects.toMatchObject({
    code: 'REFUSED',
    data: {
      issues: [
        { field: 'columns', value: 'account.nme', rule: 'unknown_fact' },
        { field: 'condition', value: 'account.employes', column: '1', rule: 'condition.unknown_fact' },
      ],
    },
  })
})

test('totals are over all that match, not over the page', async () => {
  const condition = 'account.industry == "製造業"'
  expect(await api.total({ condition, sums: 'account.employees' })).toEqual({
    accounts: 2,
    sums: { 'account.employees': 1250 },
  })
})

test('groups come with sub-totals and the condition that opens them', async () => {
  const { groups } = await api.groups({ by: 'account.region', sums: 'account.employees' })
  expect(groups.map(({ value, accounts }) => [value, accounts])).toEqual([
    ['関東', 2],
    [null, 2],
    ['関西', 1],
  ])
  for (const group of groups)
    expect(await api.total({ condition: group.condition })).toMatchObject({ accounts: group.accounts })
})

test('a list is grouped by each of its entries', async () => {
  const { groups } = await api.groups({ by: 'tags' })
  expect(groups.map(({ value, accounts }) => [value, accounts])).toEqual([
    [null, 3],
    ['重点', 2],
    ['紹介', 1],
  ])
})

test('words in use are offered, the most frequent first', async () => {
  const { words } = await api.words({ of: 'industry' })
  expect(words[0]).toEqual({ word: '製造業', accounts: 2 })
})

test('nothing of another company is found, listed, counted, or offered as a word', async () => {
  const other = await server.signIn('admin', await testWorkspace(server.database))
  const { accounts } = other.api
  expect((await accounts.find({ search: '高橋' })).rows).toEqual([])
  expect((await accounts.list({ search: '高橋' })).rows).toEqual([])
  expect((await accounts.list({})).rows).toEqual([])
  expect((await accounts.total({})).accounts).toBe(0)
  expect((await accounts.words({ of: 'industry' })).words).toEqual([])
})

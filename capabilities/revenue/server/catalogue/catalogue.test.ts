import { beforeAll, expect, test } from 'vitest'
import { importParts, textImporter } from '#test/build/importParts.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

let server: TestServer
let api: Visitor['api']['revenue']
let take: ReturnType<typeof textImporter>
let id: string
let accounts: Visitor['api']['accounts']
let facts: Visitor['api']['facts']
beforeAll(async () => {
  server = await testServer()
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  api = admin.api.revenue
  accounts = admin.api.accounts
  facts = admin.api.facts
  take = textImporter(await importParts(server.database), workspace.id)
  id = (await accounts.create({ name: '青海精機' })).id
})

const lines = (rows: string) => take(`顧客名,契約明細ID,製品,プラン,月額,開始日\n${rows}`, { kind: 'contract_lines' })
const products = async () => (await api.catalogue.list({})).products
const productsOfLines = async () =>
  (await api.list({ id })).rows
    .flatMap((contract) => contract.lines.map((line) => `${line.product} ${line.plan}`))
    .sort()
const movements = async () =>
  (await api.ledger.movements({ from: '2025-01-01', to: '2025-12-01', account: id })).rows
    .map(({ on, kind, product }) => `${on} ${kind} ${product}`)
    .sort()

test('names of lines make the catalogue; later names are told as new, once each', async () => {
  const first = '青海精機,L-1,本体,Pro,1000,2025-01-01\n青海精機,L-2,分析,,500,2025-03-01\n'
  expect((await lines(first)).issues).toEqual([])
  const more = '青海精機,L-3,分折,Lite,300,2025-05-01\n青海精機,L-4,分折,Lite,300,2025-06-01\n'
  expect((await lines(more)).issues).toMatchObject([
    { line: 2, rule: 'new_product', value: '分折' },
    { line: 2, rule: 'new_plan', value: 'Lite' },
  ])
  expect(await products()).toMatchObject([
    { name: '分折', lines: 2, accounts: 1, plans: [{ name: 'Lite', lines: 2 }] },
    { name: '分析', plans: [] },
    { name: '本体', kind: 'base', plans: [{ name: 'Pro', kind: 'edition' }] },
  ])
})

test('what is said of a name is kept; order and archive are the workspace’s own', async () => {
  const price = { amount: 1200, currency: 'JPY', intervalMonths: 1, intervalUnit: 'month' as const }
  await api.catalogue.put({ product: '本体', plan: 'Pro', kind: 'edition', price })
  await api.catalogue.put({ product: '導入支援', kind: 'add_on', price: null, archived: true })
  const { products: all } = await api.catalogue.order({ names: ['本体', '分析'] })
  expect(all.map(({ name }) => name)).toEqual(['本体', '分析', '分折', '導入支援'])
  expect(all[0]!.plans[0]).toMatchObject({ name: 'Pro', price, lines: 1 })
  await expect(api.catalogue.remove({ product: '本体' })).rejects.toMatchObject({
    data: { issues: [{ rule: 'name_in_use' }] },
  })
  expect((await api.catalogue.remove({ product: '導入支援' })).products).toHaveLength(3)
  await expect(api.catalogue.put({ product: '本体', kind: 'edition', price: null })).rejects.toMatchObject({
    data: { issues: [{ field: 'kind', rule: 'kind_of_another' }] },
  })
})

test('two products become one: lines and movements follow, also those of later files, and it can be taken back', async () => {
  const asked = { product: '分折', into: '分析' }
  expect(await api.catalogue.previewMerge(asked)).toEqual({
    lines: 2,
    accounts: 1,
    movements: {
      accounts: 1,
      currency: 'JPY',
      kinds: [
        { kind: 'upsell', before: 300, after: 600 },
        { kind: 'cross_sell', before: 800, after: 500 },
      ],
    },
  })
  const before = await products()
  const { undo } = await api.catalogue.merge(asked)
  expect((await products())[1]).toMatchObject({ name: '分析', lines: 3, formerly: ['分折'], plans: [{ name: 'Lite' }] })
  await expect
    .poll(movements)
    .toEqual(['2025-01-01 new 本体', '2025-03-01 cross_sell 分析', '2025-05-01 upsell 分析', '2025-06-01 upsell 分析'])
  const again = '青海精機,L-3,分折,Lite,300,2025-05-01\n青海精機,L-4,分折,Lite,300,2025-06-01\n'
  expect(await lines(again)).toMatchObject({ counts: { same: 2 }, issues: [] })
  expect((await api.catalogue.undo({ id: undo })).products).toEqual(before)
  expect(await productsOfLines()).toEqual(['分折 Lite', '分折 Lite', '分析 null', '本体 Pro'])
})

test('a product or a plan is called otherwise; lines follow, and the old names are understood', async () => {
  await expect(api.catalogue.rename({ product: '分折', to: '分析' })).rejects.toMatchObject({
    data: { issues: [{ field: 'to', rule: 'name_taken' }] },
  })
  await api.catalogue.rename({ product: '本体', to: 'コア' })
  const { undo } = await api.catalogue.rename({ product: 'コア', plan: 'Pro', to: 'プロ' })
  expect((await products())[0]).toMatchObject({
    name: 'コア',
    formerly: ['本体'],
    plans: [{ name: 'プロ', formerly: ['Pro'], price: { amount: 1200 } }],
  })
  const price = { startOn: '2025-08-01', amount: 100, intervalMonths: 1 }
  await api.create({ id, startOn: '2025-08-01', lines: [{ product: '本体', plan: 'Pro', price }] })
  expect(await productsOfLines()).toEqual(['コア プロ', 'コア プロ', '分折 Lite', '分折 Lite', '分析 null'])
  await api.catalogue.undo({ id: undo })
  expect(await productsOfLines()).toContain('コア Pro')
  expect((await products())[0]!.plans).toMatchObject([
    { name: 'Pro', lines: 1, formerly: [], price: { amount: 1200 } },
    { name: 'プロ', lines: 1, price: null },
  ])
  await expect.poll(async () => (await accounts.get({ id })).facts['contract.products']).toContain('コア')
})

test('conditions that say an old name go on meaning the product; a name that is free again means nothing', async () => {
  const holdFor = async (condition: string) => (await facts.conditions.count({ condition })).matches
  expect(await holdFor('"コア" in contract.products')).toBe(1)
  expect(await holdFor('"本体" in contract.products')).toBe(1)
  expect(await holdFor('!("本体" in contract.products)')).toBe(0)
  const { undo } = await api.catalogue.merge({ product: '分折', into: '分析' })
  await expect.poll(() => holdFor('"分折" in contract.products')).toBe(1)
  await api.catalogue.undo({ id: undo })
  const { undo: again } = await api.catalogue.rename({ product: 'コア', to: '中核' })
  await expect.poll(() => holdFor('"中核" in contract.products && "本体" in contract.products')).toBe(1)
  await api.catalogue.undo({ id: again })
  await expect.poll(() => holdFor('"中核" in contract.products')).toBe(0)
})

import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const soon = { timeout: 45_000 }
let server: TestServer
let api: Visitor['api']['revenue']
let csm: Visitor['api']
let accounts: Visitor['api']['accounts']
let changes: Visitor['api']['access']
let id: string
beforeAll(async () => {
  server = await testServer()
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  api = admin.api.revenue
  accounts = admin.api.accounts
  changes = admin.api.access
  csm = (await server.signIn('csm', workspace)).api
  id = (await accounts.create({ name: '青海精機' })).id
  const price = { startOn: '2025-01-01', amount: 100, intervalMonths: 1 }
  const lines = ['本体', '分析'].map((product) => ({ product, price }))
  await api.create({ id, startOn: '2025-01-01', lines })
})

const type = (decided: 'early' | 'late', lightMonths: number | null, deepMonths: number | null) => ({
  decided,
  lightMonths,
  deepMonths,
})
const of = async (name: string) => (await api.catalogue.list({})).products.find((one) => one.name === name)
const facts = async () => {
  const { facts: own } = await accounts.get({ id })
  return ['success_product', 'success_decided', 'light_days', 'deep_days'].map((key) => own[`contract.${key}`] ?? null)
}

test('a product has a success type of its own, by which its accounts go, base products first', async () => {
  await api.catalogue.put({ product: '分析', kind: 'add_on', price: null })
  await api.catalogue.putSuccess({ product: '分析', success: type('late', 3, null), version: 0 })
  expect(await of('分析')).toMatchObject({ kind: 'add_on', success: type('late', 3, null), successVersion: 1 })
  await expect.poll(facts, soon).toEqual(['分析', 'late', 91, null])
  await api.catalogue.putSuccess({ product: '本体', success: type('early', 6, 24), version: 0 })
  await expect.poll(facts, soon).toEqual(['本体', 'early', 183, 730])
  const { undo } = await api.catalogue.rename({ product: '本体', to: 'コア' })
  await expect.poll(facts, soon).toEqual(['コア', 'early', 183, 730])
  await api.catalogue.undo({ id: undo })
  expect(await of('本体')).toMatchObject({ success: type('early', 6, 24), successVersion: 1 })
})

test('the order of products says by which one an account goes, from then on', async () => {
  await api.catalogue.put({ product: '分析', kind: 'base', price: null })
  await api.catalogue.order({ names: ['分析', '本体'] })
  await expect.poll(facts, soon).toEqual(['分析', 'late', 91, null])
  await api.catalogue.order({ names: ['本体', '分析'] })
  await expect.poll(facts, soon).toEqual(['本体', 'early', 183, 730])
  await api.catalogue.put({ product: '分析', kind: 'add_on', price: null })
})

test('two who change a success type at once do not overwrite each other; what it was is in the record of changes', async () => {
  const put = (version: number) => api.catalogue.putSuccess({ product: '本体', success: null, version })
  await expect(put(0)).rejects.toMatchObject({ status: 409, data: { issues: [{ rule: 'changed_meanwhile' }] } })
  await put(1)
  expect(await of('本体')).toMatchObject({ success: null, successVersion: 2 })
  await expect.poll(facts, soon).toEqual(['分析', 'late', 91, null])
  const { entries } = await changes.audit.list({ subjectId: '本体' })
  expect(entries.find(({ action }) => action === 'product.success')).toMatchObject({
    before: type('early', 6, 24),
    after: null,
  })
})

test('a success type that is none, or of no product, is refused, and so is who may not', async () => {
  const put = (product: string, light: number | null, deep: number | null, who = api) =>
    who.catalogue.putSuccess({ product, success: type('early', light, deep), version: 2 })
  const broken = (rule: string) => ({ data: { issues: [{ rule }] } })
  await expect(put('本体', null, null)).rejects.toMatchObject(broken('success_of_neither'))
  await expect(put('本体', 12, 12)).rejects.toMatchObject(broken('deep_before_light'))
  await expect(put('だれも知らない', 3, null)).rejects.toMatchObject({ status: 404 })
  await expect(put('本体', 3, 12, csm.revenue)).rejects.toMatchObject({ status: 403 })
})

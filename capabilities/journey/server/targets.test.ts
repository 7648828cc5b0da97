import { beforeAll, expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'

let admin: Visitor
let api: Visitor['api']['journey']['editor']
beforeAll(async () => {
  admin = await (await testServer()).signIn('admin')
  api = admin.api.journey.editor
  const { catalogue } = admin.api.revenue
  for (const product of ['本体', '分析', '導入支援']) await catalogue.put({ product, kind: 'base', price: null })
  const say = (product: string, lightMonths: number | null, deepMonths: number | null) =>
    catalogue.putSuccess({ product, success: { decided: 'early', lightMonths, deepMonths }, version: 0 })
  await say('本体', 6, 24)
  await say('分析', null, 18)
})

const begun = async (product: string | null) => {
  const { key } = await api.begin({ from: 'three_phases', ready: true, product })
  const { draft, products } = await api.open({ key })
  return { when: draft!.content.when, days: draft!.content.phases.map(({ usualDays }) => usualDays), products }
}

test('a map for a product begins with its customers and the days of its success type, light before deep', async () => {
  const products = [
    { product: '分析', lightDays: null, deepDays: 548 },
    { product: '本体', lightDays: 183, deepDays: 730 },
  ]
  expect(await begun('本体')).toEqual({ when: '"本体" in contract.products', days: [61, 122, null], products })
  expect(await begun('分析')).toMatchObject({ when: '"分析" in contract.products', days: [183, 365, null] })
  expect(await begun(null)).toMatchObject({ when: '', days: [90, 180, null] })
  expect((await api.list({})).products).toEqual(products)
})

test('a map cannot begin from a product that says nothing of success', async () => {
  const asked = { from: 'three_phases', ready: true, product: '導入支援' }
  await expect(api.begin(asked)).rejects.toMatchObject({ status: 404 })
})

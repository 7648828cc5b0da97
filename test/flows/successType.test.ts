import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

let server: TestServer
let ops: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('admin')
  await ops.api.revenue.catalogue.put({ product: 'クラウド勤怠', kind: 'base', price: null })
})

test('a product is given its success type, and a map begun for it takes its days', async () => {
  const { page, errors } = await openPage(server, '/settings/products', ops)
  await page.getByRole('button', { name: 'クラウド勤怠 の操作' }).click(patience)
  await page.getByRole('menuitem', { name: 'サクセスタイプを決める' }).click()
  const dialog = page.getByRole('dialog', { name: 'クラウド勤怠 のサクセスタイプ' })
  await dialog.getByLabel('支援が成否を分ける時期').selectOption('throughout')
  await dialog.getByLabel('ライトサクセスまで').fill('6')
  await dialog.getByLabel('ディープサクセスまで').fill('3')
  await dialog.getByRole('button', { name: '保存する' }).click()
  await dialog.getByText('ライトより長い月数を入力してください').waitFor(patience)
  await dialog.getByLabel('ディープサクセスまで').fill('24')
  expect(await barriers(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存する' }).click()
  await page.getByText('支援が成否を分ける時期: 全期間 · ライト 6か月 · ディープ 24か月').waitFor(patience)
  await page.goto(`${server.address}/journey/maps`)
  await page.getByRole('button', { name: 'マップを追加する' }).click(patience)
  await page.getByLabel('どの製品の顧客に使いますか').selectOption('クラウド勤怠')
  await page.getByRole('button', { name: '始める', exact: true }).click()
  await page.getByRole('button', { name: 'マップ全体' }).click(patience)
  await page.getByText('最後のフェーズに入るまで、通常 183日').waitFor(patience)
  await page.getByRole('button', { name: 'ディープの730日に合わせる' }).click()
  await page.getByText('最後のフェーズに入るまで、通常 730日').waitFor(patience)
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

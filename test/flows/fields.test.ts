import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
})

test('a field is added with its choices, and is there for values at once', async () => {
  const { page, errors } = await openPage(server, '/settings/fields', mori)
  await page.getByText('顧客の項目はまだありません').waitFor()
  await page.getByRole('button', { name: '項目を追加する' }).first().click()
  await page.getByLabel('名前(日本語)').first().fill('契約の決め手')
  await page.getByLabel('キー').first().fill('reason')
  await page.getByLabel('種類').selectOption('choice')
  await page.getByRole('button', { name: '選択肢を足す' }).click()
  await page.getByLabel('名前(日本語) 1').fill('価格')
  await page.getByLabel('キー 1').fill('price')
  await page.getByRole('button', { name: '追加する', exact: true }).click()
  await page.getByText('項目「契約の決め手」を追加しました').waitFor()
  const { rows } = await mori.api.accounts.fields.list({})
  expect(rows).toMatchObject([{ key: 'reason', type: 'choice', choices: [{ key: 'price', labelEn: '価格' }] }])
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('an archived field comes back by undo', async () => {
  const { page } = await openPage(server, '/settings/fields', mori)
  await page.getByRole('button', { name: '「契約の決め手」の操作' }).click()
  await page.getByRole('menuitem', { name: 'アーカイブする' }).click()
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(async () => (await mori.api.accounts.fields.list({})).rows.length, patience).toBe(1)
})

test('a wrong key is refused at its field, before anything is sent', async () => {
  const { page } = await openPage(server, '/settings/fields', mori)
  await page.getByText('契約の決め手').waitFor()
  await page.getByRole('button', { name: '項目を追加する' }).first().click()
  await page.getByLabel('名前(日本語)').first().fill('規模')
  await page.getByLabel('キー').first().fill('Größe')
  await page.getByRole('button', { name: '追加する', exact: true }).click()
  await page.getByText('英小文字で始まる').waitFor()
  expect((await mori.api.accounts.fields.list({})).rows).toHaveLength(1)
})

test('a rate is written down, and one taken away by mistake comes back', async () => {
  const { page } = await openPage(server, '/settings/revenue', mori)
  await page.getByLabel('日付').fill('2026-04-30')
  await page.getByLabel('1単位あたりの JPY').fill('149.87')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByRole('rowheader', { name: 'USD' }).waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.getByRole('button', { name: 'USD 2026-04-30 のレートを削除する' }).click()
  await page.getByText('為替レートはまだありません').waitFor()
  await page.getByText('為替レートを削除しました').locator('..').getByRole('button', { name: '元に戻す' }).click()
  const rates = async () => (await mori.api.revenue.ledger.rates()).rates
  await expect.poll(rates, patience).toEqual([{ currency: 'USD', on: '2026-04-30', rate: '149.87' }])
})

import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

let server: TestServer
let mori: Visitor

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  const { id } = await mori.api.accounts.create({ name: '青葉商事株式会社' })
  await mori.api.timeline.activities.create({ id, kind: 'meeting', title: '定例会', body: 'ｻｰﾊﾞｰの移行を相談した' })
  await mori.api.timeline.inquiries.create({ id, subject: 'サーバーに繋がらない' })
})

test('what was said is found from the header, and all of it on a page that narrows it down', async () => {
  const { page, errors } = await openPage(server, '/', mori)
  await page.getByRole('button', { name: '探す・実行する' }).click()
  await page.getByRole('combobox').fill('さーばー')
  await page.getByRole('option', { name: /の移行を相談した/ }).waitFor()
  await page.getByRole('option', { name: /会話と記録をすべて見る/ }).click()
  await page.waitForURL(/\/search\?q=/)
  const results = page.getByRole('list', { name: '見つかった記録' })
  await results.getByText('ｻｰﾊﾞｰ', { exact: true }).waitFor()
  expect(await results.locator('mark').allInnerTexts()).toEqual(['サーバー', 'ｻｰﾊﾞｰ'])
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('種類').selectOption('inquiry')
  await expect.poll(() => results.getByRole('listitem').count(), { timeout: 45_000 }).toBe(1)
  await page.getByLabel('探す言葉').press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\/.*tab=inquiries/)
  expect(errors).toEqual([])
})

test('what is nowhere is said to be nowhere, and a filter that hides everything can be taken away', async () => {
  const { page } = await openPage(server, '/search?q=移行&kind=survey', mori)
  await page.getByText('「移行」を含む記録はありません。').waitFor()
  await page.getByRole('button', { name: '絞り込みを外して探す' }).click()
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
})

import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }
const names = ['青海精機株式会社', '白樺物流株式会社', '南天商事株式会社', '葛城工業株式会社']

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  for (const [at, name] of names.entries())
    await mori.api.accounts.create({
      name,
      nameKana: ['アオミセイキ', 'シラカバブツリュウ', 'ナンテンショウジ', 'カツラギコウギョウ'][at]!,
      industry: at < 2 ? '製造業' : '建設業',
    })
})

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const rows = (page: Page) => page.getByRole('grid').locator('[data-row]')

test('customers are found by part of a name in kana, and the address shows the same list again', async () => {
  const { page, errors } = await openPage(server, '/customers', mori)
  await row(page, '青海精機').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('しらかば')
  await expect.poll(() => rows(page).count(), patience).toBe(1)
  await page.waitForURL(/q=/)
  const again = await openPage(server, page.url().replace(server.address, ''), mori)
  await row(again.page, '白樺物流').waitFor()
  expect(await rows(again.page).count()).toBe(1)
  expect([...errors, ...again.errors]).toEqual([])
})

test('a condition and columns are kept as a view; the view is renamed and removed, and comes back by undo', async () => {
  const { page } = await openPage(server, '/customers?c=account.industry+%3D%3D+"製造業"&cols=account.industry', mori)
  await expect.poll(() => rows(page).count(), patience).toBe(2)
  await page.getByRole('button', { name: '新しいビューとして保存' }).click()
  await page.getByLabel('ビューの名前').fill('製造業だけ')
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('link', { name: '製造業だけ' }).waitFor()
  await page.waitForURL(/view=/)
  await page.getByRole('button', { name: 'ビュー「製造業だけ」の操作' }).click()
  await page.getByRole('menuitem', { name: 'ビューを削除する' }).click()
  await page.getByRole('link', { name: '製造業だけ' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '元に戻す' }).click()
  await page.getByRole('link', { name: '製造業だけ' }).waitFor()
})

test('from the keyboard two customers are selected, shown what would change, changed, and changed back', async () => {
  const { page } = await openPage(server, '/customers?sort=account.name&cols=account.region', mori)
  await row(page, names[0]!).waitFor()
  for (const key of ['j', 'x', 'Shift+J']) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'まとめて変更' }).click()
  await page.getByLabel('変える項目').selectOption('region')
  await page.getByLabel('新しい値').fill('東京都')
  await page.getByRole('button', { name: '確かめる' }).click()
  await page.getByText('2社のうち2社が変わります').waitFor()
  await page.getByRole('button', { name: '2社を変更する' }).click()
  await expect.poll(() => page.getByRole('gridcell', { name: '東京都' }).count(), patience).toBe(2)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => page.getByRole('gridcell', { name: '東京都' }).count(), patience).toBe(0)
})

test('Enter opens a customer; what is written in place is kept, and undone', async () => {
  const { page } = await openPage(server, '/customers?sort=account.name', mori)
  await row(page, names[0]!).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/customers\/[0-9a-f-]{36}/)
  const employees = page.getByRole('button', { name: /従業員数を編集する/ })
  await employees.click()
  await page.getByLabel('従業員数', { exact: true }).fill('１，２４０')
  await page.keyboard.press('Enter')
  await expect.poll(() => employees.textContent(), patience).toMatch(/^1240/)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => employees.textContent(), patience).toMatch(/^—/)
})

test('a note is written with n, a person added; another page of the same customer shows both without reload', async () => {
  const { rows: found } = await mori.api.accounts.find({ search: '葛城' })
  const at = `/customers/${found[0]!.id}`
  const [{ page, errors }, other] = [
    await openPage(server, at, mori),
    await openPage(server, at, await server.signIn('csm')),
  ]
  await page.getByRole('button', { name: '関係者を追加' }).waitFor()
  await page.getByRole('textbox', { name: 'メモを書く' }).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('次期予算で 40席の追加を検討')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').filter({ hasText: '40席の追加' }).waitFor()
  await page.getByRole('button', { name: '関係者を追加' }).click()
  await page.getByLabel('お名前').fill('田中 一郎')
  await page.getByRole('checkbox', { name: '決裁者' }).check()
  await page.getByRole('button', { name: '追加する' }).click()
  for (const one of [page, other.page]) await one.getByRole('button', { name: /田中 一郎/ }).waitFor()
  await other.page.getByRole('article').filter({ hasText: '40席の追加' }).waitFor()
  expect([...errors, ...other.errors]).toEqual([])
})

test('the palette goes to a customer typed in Latin letters, and to a page typed in kana', async () => {
  const { page } = await openPage(server, '/', mori)
  await page.getByRole('main').waitFor()
  await page.keyboard.press('Control+k')
  const search = page.getByRole('combobox', { name: '探す・実行する' })
  await search.fill('nanten')
  await page.getByRole('option', { name: '南天商事' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '南天商事株式会社' }).first().waitFor()
  await page.keyboard.press('Control+k')
  await search.fill('こきゃく')
  await page
    .getByRole('option', { name: '顧客', exact: true })
    .or(page.getByRole('option', { name: /^顧客/ }))
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/customers$/)
})

test('list and customer are open to everybody, light and dark, and fit a phone', async () => {
  const { rows: found } = await mori.api.accounts.find({ search: '青海' })
  for (const at of ['/customers', `/customers/${found[0]!.id}`])
    for (const locale of ['ja', 'en'] as const) {
      const { page } = await openPage(server, at, mori, { locale })
      await page.getByText(names[0]!).first().waitFor()
      await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'))
      expect(await barriersInEveryLook(page)).toEqual([])
    }
})

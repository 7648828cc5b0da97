import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let id: string
const today = dayOf(Date.now(), 'Asia/Tokyo')
const start = addMonths(`${today.slice(0, 7)}-01` as Day, -5)
const later = addMonths(start, 12)

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  id = (await mori.api.accounts.create({ name: 'みなと商事' })).id
})

/** Chooses from the menu of a line by keyboard alone: the menu opens with its first choice in focus. */
async function choose(page: Page, product: string, choice: string) {
  const menu = page.getByRole('button', { name: `${product} の操作` })
  const item = page.getByRole('menuitem', { name: choice, exact: true })
  const dialog = page.getByRole('dialog')
  const open = async () => {
    await menu.focus()
    await menu.scrollIntoViewIfNeeded() // on a phone it may stand outside of what is seen of the table
    await page.keyboard.press('Enter')
    await item.focus({ timeout: 3000 })
    await page.keyboard.press('Enter')
    await dialog.waitFor({ timeout: 3000 })
  }
  // Where the page takes another form just then (a table for cards, another language), the menu goes with the old one.
  await expect.poll(() => open().then(() => true, String), { timeout: 45_000 }).toBe(true)
  return dialog
}

const line = async () => (await mori.api.revenue.list({ id })).rows[0]!.lines[0]!

test('a contract is made, changed from a day on, paused, ended and looked back on, each with what it does to MRR', async () => {
  const { page, errors } = await openPage(server, `/customers/${id}?tab=contracts`, mori)
  await page.getByRole('button', { name: '契約を追加' }).click()
  const dialog = page.getByRole('dialog')
  const effect = page.getByRole('region', { name: 'MRRへの影響' })
  await dialog.getByLabel('契約の名前').fill('年間契約')
  await dialog.getByLabel('開始日').fill(start)
  await dialog.getByLabel('支払条件').selectOption('月末締め 翌月末払い')
  await dialog.getByLabel('製品').fill('本体')
  await dialog.getByLabel('プラン').fill('スタンダード')
  await dialog.getByLabel('金額(税抜)').fill('１，２００，０００')
  await effect.getByText('¥100,000', { exact: true }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /年間契約/ }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('definition').getByText('月末締め 翌月末払い').waitFor()

  await choose(page, '本体', '価格・数量・プランを変更する')
  await dialog.getByLabel('この日から').fill(later)
  await dialog.getByLabel('金額(税抜)').fill('1800000')
  await effect.getByRole('rowheader', { name: /アップセル/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('明細を変更しました').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect((await line()).versions).toMatchObject([{ endOn: later }, { startOn: later, amount: 1_800_000 }])

  await choose(page, '本体', '休止する')
  await dialog.getByLabel('休止する日').fill(addDays(today, 40))
  await dialog.getByLabel('再開する日').fill(addDays(today, 70))
  await effect.getByRole('rowheader', { name: /解約/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/から休止/).waitFor()
  await dialog.waitFor({ state: 'hidden' })

  await choose(page, '本体', '終了・解約する')
  await dialog.getByLabel(/最終日/).fill(addDays(addMonths(later, 12), -1))
  await effect.getByRole('rowheader', { name: /解約/ }).first().waitFor()
  await dialog.getByRole('button', { name: '終了する' }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText(/解約の申し出/).waitFor()
  expect(await line()).toMatchObject({ cancelledOn: today, versions: [{}, { endOn: addMonths(later, 12) }] })

  expect(await barriersInEveryLook(page)).toEqual([])
  await choose(page, '本体', '変更の履歴')
  await dialog.getByRole('button', { name: 'この変更を取り消す' }).waitFor()
  expect(await dialog.getByRole('listitem').filter({ hasText: 'アップセル' }).count()).toBeGreaterThan(0)
  // Whoever opened a dialog by keyboard is back where they were.
  await page.keyboard.press('Escape')
  const menu = page.getByRole('button', { name: '本体 の操作' })
  await expect.poll(() => menu.evaluate((button) => button === document.activeElement)).toBe(true)
  expect(errors).toEqual([])
})

test('a product is renamed, its lines follow, and that is taken back', async () => {
  const { page, errors } = await openPage(server, '/settings/products', mori)
  const price = { startOn: start, amount: 1000, intervalMonths: 1 }
  await mori.api.revenue.create({ id, startOn: start, lines: [{ product: '帳票', price }] })
  await choose(page, '帳票', '名前を変える')
  await page.getByLabel('新しい名前').fill('本体')
  await page.keyboard.press('Enter')
  await page.getByText(/この名前はすでにあります/).waitFor()
  expect(errors.splice(0)).toMatchObject([expect.stringContaining('422')])
  await page.getByLabel('新しい名前').fill('とても長い名前の帳票出力オプション(紙・PDF・表計算のすべての様式に対応)')
  await page.keyboard.press('Enter')
  await page.getByText('旧称: 帳票').waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.getByRole('button', { name: '元に戻す' }).click()
  await page.getByRole('article', { name: '帳票', exact: true }).waitFor()
  await choose(page, '帳票', 'ほかの名前に統合する')
  await page.getByLabel('統合先').selectOption('本体')
  await page.getByText(/契約明細 1件\(顧客 1社\)の名前が変わります/).waitFor()
  await page.getByRole('button', { name: '統合する', exact: true }).click()
  await page.getByText('帳票 を 本体 に統合しました').waitFor()
  expect(errors).toEqual([])
})

test('a billing source is made, and its first delivery shows by itself', async () => {
  const { page, errors } = await openPage(server, '/settings/billing', mori)
  await page.getByRole('button', { name: '連携を追加' }).click()
  await page.getByLabel('名前').fill('自社の請求システム')
  await page.keyboard.press('Enter')
  const shown = page.getByRole('dialog', { name: 'APIキーができました' })
  await shown.waitFor()
  const key = /'(bk_[^']+)'/.exec((await shown.locator('pre').textContent()) ?? '')![1]!
  await shown.getByRole('button', { name: '閉じる' }).last().click()
  await page.getByText('まだ何も届いていません').waitFor()
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  const sent = await fetch(`${server.address}/v1/data_sources`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'In-house' }),
  })
  expect(sent.status).toBe(201)
  await page.getByText(/最後の受信/).waitFor()
  expect(errors).toEqual([])
})

import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, dayOf } from '#kernel/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let hayase: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  hayase = await server.signIn('renewal_manager')
  await customer('若草エネルギー', 40)
  await customer('須磨浦設備', 70)
})

/** A customer whose contract of 1,200,000 a year ends in some days. */
async function customer(name: string, days: number): Promise<void> {
  const { id } = await hayase.api.accounts.create({ name })
  const endOn = addDays(dayOf(Date.now(), 'Asia/Tokyo'), days)
  const startOn = addMonths(endOn, -12)
  const price = { startOn, amount: 1_200_000, quantity: 20, intervalMonths: 12 }
  const terms = { startOn, endOn, renewalMonths: 12, noticeDays: 30, autoRenews: false }
  await hayase.api.revenue.create({ id, ...terms, lines: [{ product: '巡回ノート', plan: 'スタンダード', price }] })
}

const list = (page: Page) => page.getByRole('grid', { name: '更新' })

test('what is due stands by its notice deadline, and one renewal is judged, and taken back, and closed up', async () => {
  const { page, errors } = await openPage(server, '/renewals', hayase)
  const due = () => list(page).getByRole('link').allTextContents()
  await expect.poll(due, patience).toEqual(['若草エネルギー', '須磨浦設備'])
  await page.getByText('2件 · 対象 ¥2,400,000').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await list(page).getByRole('link', { name: '若草エネルギー' }).click()
  await page.getByRole('radio', { name: '危うい' }).click()
  await page.getByText('見立てのめやす 40%').waitFor(patience)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => page.getByRole('radio', { name: '危うい' }).isChecked(), patience).toBe(false)
  await page.getByRole('button', { name: '更新した', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('金額', { exact: false }).fill('1,500,000')
  await dialog.getByText('増額更新').waitFor(patience)
  await dialog.getByRole('button', { name: '更新する' }).click()
  await page.getByRole('button', { name: '終了を取り消す' }).waitFor(patience)
  await page.getByRole('heading', { name: '若草エネルギーの更新' }).waitFor()
  expect(await page.getByText('増額更新', { exact: true }).count()).toBe(1)
  expect(errors).toEqual([])
})

test('the board moves a renewal by keyboard and by pointer, and takes it back', async () => {
  const { page, errors } = await openPage(server, '/renewals', hayase)
  await page.getByRole('link', { name: 'ボード' }).click(patience)
  const column = (name: string) => page.getByRole('region', { name })
  const [unjudged, risky] = [column('未判断'), column('危うい')]
  await unjudged.getByRole('link', { name: '須磨浦設備' }).waitFor(patience)
  await unjudged.getByRole('button', { name: '須磨浦設備を移す' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '「危うい」へ移す' }).press('Enter')
  await expect.poll(() => risky.getByRole('link', { name: '須磨浦設備' }).evaluate(isFocused), patience).toBe(true)
  await risky.getByText('120万円').first().waitFor(patience)
  await risky.getByRole('listitem').dragTo(column('見込みあり'))
  await column('見込みあり').getByRole('link', { name: '須磨浦設備' }).waitFor(patience)
  await page.getByRole('status').getByText('「見込みあり」に移しました').waitFor(patience)
  await page.getByRole('button', { name: '元に戻す' }).last().click()
  await risky.getByRole('link', { name: '須磨浦設備' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('the calendar has renewals and notice deadlines on their days, and is walked with the keyboard', async () => {
  const due = addDays(dayOf(Date.now(), 'Asia/Tokyo'), 70)
  const at = `/renewals?view=calendar&period=${due.slice(0, 7)}`
  const { page, errors } = await openPage(server, at, hayase)
  const cell = page.locator(`[data-on="${due}"]`)
  await cell.focus(patience)
  await page.keyboard.press('PageDown')
  await page.locator(`[data-on="${addMonths(due, 1)}"]:focus`).waitFor(patience)
  await page.keyboard.press('PageUp')
  const back = addMonths(addMonths(due, 1), -1)
  await page.locator(`[data-on="${back}"]:focus`).waitFor(patience)
  await cell.click()
  await page.getByRole('grid').getByRole('link', { name: '須磨浦設備' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

const isFocused = (element: Element) => element === document.activeElement

test('a lost one leaves a post-mortem behind', async () => {
  const { page, errors } = await openPage(server, '/renewals', hayase)
  await list(page).getByRole('link', { name: '須磨浦設備' }).click(patience)
  await page.getByRole('button', { name: '失注した' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^理由/).selectOption('another_product')
  await dialog.getByLabel(/^くわしい理由/).selectOption('price')
  await dialog.getByLabel('根拠', { exact: false }).fill('他社が半額を提示した')
  await dialog.getByLabel(/^防げたか/).selectOption('yes')
  await dialog.getByRole('button', { name: '失注として終える' }).click()
  const told = page.getByRole('region', { name: '振り返り' })
  await told.getByText('他社の製品に替えた: 価格').waitFor(patience)
  expect(await told.getByText('他社が半額を提示した').count()).toBe(1)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('the forecast says what came of it, in English too, and is printed without the frame', async () => {
  const { page, errors } = await openPage(server, '/renewals/forecast?range=two&by=quarter', hayase, { locale: 'en' })
  await page.getByRole('heading', { name: 'Renewal forecast' }).waitFor(patience)
  await page.getByText('¥1,500,000').first().waitFor(patience)
  await page.getByText('has been closed yet').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation', { includeHidden: true }).first().isVisible()).toBe(false)
  expect(await page.getByRole('table').first().isVisible()).toBe(true)
  expect(errors).toEqual([])
})

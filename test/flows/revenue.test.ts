import { beforeAll, expect, test } from 'vitest'
import { addMonths, type Day, dayOf } from '#kernel/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const today = dayOf(Date.now(), 'Asia/Tokyo')
const ago = (months: number) => addMonths(`${today.slice(0, 7)}-01` as Day, -months)

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  for (const [name, began, ended] of [
    ['みなと商事', 16, null],
    ['やまと製作所', 15, 2],
    ['ひかり運輸', 4, null],
  ] as const) {
    const { id } = await mori.api.accounts.create({ name })
    const price = {
      startOn: ago(began),
      endOn: ended === null ? null : ago(ended),
      amount: 1_200_000,
      intervalMonths: 12,
    }
    await mori.api.revenue.create({ id, startOn: ago(began), lines: [{ product: '本体', price }] })
  }
})

test('from a bar of the waterfall to the contract change in two steps, and a figure opens into how it came about', async () => {
  const { deriving } = mori.api.revenue.measures
  await expect.poll(async () => (await deriving()).owed, { timeout: 20_000 }).toBe(0)
  const { page, errors } = await openPage(server, '/revenue', mori)
  await page
    .getByRole('button', { name: /^MRRの計算|MRRの計算を見る/ })
    .first()
    .waitFor()
  const churn = page.getByRole('button', { name: /解約 -¥100,000\(1社\)/ })
  await churn.focus()
  await page.keyboard.press('Enter')
  const customer = page.getByRole('link', { name: 'やまと製作所' })
  await customer.waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: /NRR\(12か月\)の計算を見る/ }).click()
  await page.getByText('¥100,000 ÷ ¥200,000 = 50%').waitFor()
  await page.keyboard.press('Escape')
  await customer.click()
  await page.waitForURL(/customers\/.*tab=contracts.*#[0-9a-f-]{36}/)
  await page.locator('li[aria-current=true][id]').waitFor()
  expect(errors).toEqual([])
})

test('a convention that is settled otherwise shows its effect, and the figure follows', async () => {
  const { page, errors } = await openPage(server, '/settings/revenue', mori)
  await page.getByRole('radio', { name: /期間中の増減から求める/ }).check()
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByText('数え方を保存しました', { exact: true }).waitFor()
  expect((await mori.api.revenue.ledger.conventions()).conventions.retention).toBe('movements')
  await page.goto(`${server.address}/revenue?tab=retention`)
  await page.getByRole('img', { name: 'NRR・GRRの推移' }).waitFor()
  await page.getByRole('button', { name: /NRRの計算を見る/ }).click()
  await page.getByText('期間中の増減から求める').waitFor()
  expect(errors).toEqual([])
})

test('in English and by keyboard, a cell of a cohort opens into its customers and a year of the outlook into its formula', async () => {
  const { page, errors } = await openPage(server, '/revenue?tab=cohorts&period=m24', mori, { locale: 'en' })
  await page.getByRole('img', { name: 'Share of customers kept' }).waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  const [year, month] = ago(15).split('-')
  const cell = page.getByRole('button', { name: new RegExp(`^0% — .*${year}/${month}, after 13 months`) })
  await page.getByRole('button', { name: new RegExp(`${year}/${month}, first month`) }).focus()
  await page.keyboard.press('End')
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key)
  await page.getByText('0 ÷ 1 = 0%').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => cell.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Show this customer' }).click()
  await page.getByRole('row', { name: /やまと製作所.*Left/ }).waitFor()
  await page.getByRole('link', { name: 'Lifetime value' }).click()
  await page.getByRole('rowheader', { name: 'Revenue ÷ churn' }).waitFor()
  await page.getByRole('link', { name: 'Outlook' }).click()
  await page.getByRole('slider', { name: /^Low/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: /Low 81%: ARR in year 2/ }).click()
  await page.getByText('¥2,400,000 × (81%)² = ¥1,574,640').waitFor()
  await page.keyboard.press('Escape')
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('a list of finance is compared by keyboard: from a difference to the reason, the contracts, and back to a kept result', async () => {
  const { deriving } = mori.api.revenue.measures
  await expect.poll(async () => (await deriving()).owed, { timeout: 20_000 }).toBe(0)
  const { page, errors } = await openPage(server, '/revenue?tab=reconcile', mori)
  await page.getByText('経理の一覧をここに置く').waitFor()
  const month = ago(1).slice(0, 7)
  const list = `取引先名,月額(税込)\nみなと商事,"110,000"\nひかり運輸,100000\nやまと製作所,100000\n知らない会社,x\n`
  const file = { name: 'mrr.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('読めない1行は、合計に入っていません。').waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  const tax = page.getByRole('button', { name: '消費税込み' })
  await tax.focus()
  await page.keyboard.press('Enter')
  await page.getByText('ちょうど消費税10%分です').waitFor()
  await page.getByRole('combobox', { name: '対象の月' }).selectOption(month)
  await page.getByRole('button', { name: '残す', exact: true }).click()
  await page.getByRole('button', { name: '残すのをやめる' }).waitFor()
  await page.getByRole('link', { name: 'みなと商事' }).click()
  await page.waitForURL(/customers\/.*tab=contracts/)
  await page.goto(`${server.address}/revenue?tab=reconcile`)
  await page.getByRole('link', { name: 'mrr.csv' }).waitFor()
  expect(errors).toEqual([])
})

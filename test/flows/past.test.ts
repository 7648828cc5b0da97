import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let id: string
const events = testEvents()
const today = dayOf(Date.now(), 'Asia/Tokyo')

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  id = (await mori.api.accounts.create({ name: '青葉商事株式会社', employees: 900 })).id
  const row = { workspace_id: mori.workspace.id, account_id: id, known_at: `${addDays(today, -60)}T00:00:00.000Z` }
  const rows = [
    { ...row, fact: 'account.name', number: null, text: '旧青葉商会' },
    { ...row, fact: 'account.employees', number: 40, text: null },
    { ...row, fact: 'health.grade', number: null, text: 'watch' },
    { ...row, fact: 'health.score', number: 61, text: null },
    { ...row, fact: 'health.adoption', number: 44, text: null },
  ]
  await events.insert('fact_history', Buffer.from(rows.map((one) => JSON.stringify(one)).join('\n')))
})

test('the list is looked at as of a past day, says so, and leads back to today', async () => {
  const { page, errors } = await openPage(server, '/customers?cols=account.employees', mori)
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
  await page.getByRole('button', { name: '過去の日で見る' }).press('Enter')
  await page.getByRole('link', { name: '旧青葉商会' }).waitFor()
  await page.getByRole('gridcell', { name: '40' }).waitFor()
  expect(await page.getByRole('button', { name: '新しい顧客' }).count()).toBe(0)
  await page.getByLabel('見る日').fill(addDays(today, -90))
  await page.getByText('それより前の顧客はわかりません').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '今日に戻る' }).press('Enter')
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
  expect(errors).toEqual([])
})

test('from the list a customer opens as of that day, for reading alone, and the palette leads back to today', async () => {
  const day = addDays(today, -30)
  const { page, errors } = await openPage(server, `/customers?asOf=${day}&by=account.employees`, mori)
  await page.getByText('40名').first().click()
  await page.getByRole('link', { name: '旧青葉商会' }).click()
  await page.waitForURL(new RegExp(`/customers/${id}\\?asOf=${day}$`))
  await page.getByText('時点の表示(読み取り専用)').waitFor()
  await page.getByRole('heading', { name: '旧青葉商会', level: 2 }).waitFor()
  await page.getByText('現在の名称: 青葉商事株式会社').waitFor()
  const health = page.getByRole('region', { name: 'この日に示していた健康度' })
  await health.getByText('61').waitFor()
  expect(await health.getByRole('listitem').filter({ hasText: '活用度' }).innerText()).toContain('44')
  for (const name of ['メモ、会議の記録、電話の内容を書く', 'CTAを作成する', '関係者を追加'])
    expect(await page.getByText(name).count()).toBe(0)
  await page.getByRole('link', { name: 'この日の事実', exact: true }).click()
  await page.getByText('40名', { exact: true }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('さかのぼる')
  await page.getByRole('option', { name: '今日に戻る' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '青葉商事株式会社', level: 2 }).waitFor()
  await page.getByText('過去の日で見る').waitFor()
  await page.keyboard.press('p')
  await page.waitForURL(/asOf=/)
  expect(errors).toEqual([])
})

test('a condition tells how many met it 30 days ago and who, and explains itself for any customer', async () => {
  const condition = 'account.employees < 100'
  const { page, errors } = await openPage(server, `/customers?c=${encodeURIComponent(condition)}`, mori)
  await page.getByText('当てはまる顧客はありません').waitFor()
  await page.keyboard.press('f')
  await page.getByText('0社 / 1社が当てはまります').waitFor()
  await page.getByRole('button', { name: '旧青葉商会' }).click()
  await page.getByText('終わりにわかっていた値で').waitFor()
  await page.getByText('従業員数: 40名').waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

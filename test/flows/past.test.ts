import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

let server: TestServer
let mori: Visitor
const events = testEvents()
const today = dayOf(Date.now(), 'Asia/Tokyo')

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  const { id } = await mori.api.accounts.create({ name: '青葉商事株式会社', employees: 900 })
  const row = { workspace_id: mori.workspace.id, account_id: id, known_at: `${addDays(today, -60)}T00:00:00.000Z` }
  const rows = [
    { ...row, fact: 'account.name', number: null, text: '旧青葉商会' },
    { ...row, fact: 'account.employees', number: 40, text: null },
  ]
  await events.insert('fact_history', Buffer.from(rows.map((one) => JSON.stringify(one)).join('\n')))
})

test('the list is looked at as of a past day, says so, and leads back to today', async () => {
  const { page, errors } = await openPage(server, '/customers?cols=account.employees', mori)
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
  await page.getByRole('button', { name: '過去の日で見る' }).press('Enter')
  await page.getByRole('link', { name: '旧青葉商会' }).waitFor()
  await page.getByRole('gridcell', { name: '40' }).waitFor()
  expect(await page.getByRole('button', { name: '書き出す' }).count()).toBe(0)
  await page.getByLabel('見る日').fill(addDays(today, -90))
  await page.getByText('それより前の顧客はわかりません').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '今日に戻る' }).press('Enter')
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
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
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

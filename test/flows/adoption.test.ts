import { beforeAll, expect, test } from 'vitest'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let first: AccountId
const today = dayOf(Date.now(), 'Asia/Tokyo')
const names = ['みなと商事', 'やまと製作所', 'ひかり運輸', 'あおぞら食品', 'さくら建設', 'つばめ印刷']

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  for (const [n, name] of names.entries()) {
    const account = await buildTrackedAccount(server.database, server.workspace, name)
    if (n === 0) first = account
    await bring(account, n)
  }
  await server.app.ingest.projector.settled()
})

/** Use that begins in different months; some of it ends, and not everybody gets to the report. */
async function bring(account: AccountId, n: number): Promise<void> {
  const begun = 300 - n * 40
  const ended = n % 3 === 2 ? 34 : 0
  const events = ['ログイン', 'データ取り込み', 'レポート作成', 'レポート共有'].slice(0, 2 + (n % 3))
  const uses = Array.from({ length: begun - ended }, (_, i) => {
    const ago = begun - i
    return {
      at: Date.parse(`${addDays(today, -ago)}T0${i % 8}:00:00Z`),
      event: events[i % events.length]!,
      userId: `${names[n]}の利用者${1 + (i % (2 + n))}`,
      accountId: account,
      messageId: `${account} ${i}`,
    }
  })
  await server.database.workspace(server.workspace.id, (tx) => acceptEvents(tx, server.workspace.id, offer(...uses)))
}

test('features, movers, retention and the funnel are read off real use', async () => {
  const read = () => mori.api.accounts.list({ columns: 'account.name', condition: 'has(metric.last_seen_on)' })
  await expect.poll(async () => (await read()).rows.length, { timeout: 20_000 }).toBe(names.length)
  const { page, errors } = await openPage(server, '/adoption', mori)
  await page.getByRole('rowheader', { name: 'データ取り込み' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: '増減' }).click()
  await page.getByRole('heading', { name: '減っている顧客' }).waitFor()
  await page.getByRole('rowheader', { name: 'ひかり運輸' }).first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: '継続' }).click()
  await page.getByRole('img', { name: '全体の継続率' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: 'ファネル' }).click()
  await page.getByLabel('1番目のイベント').selectOption('データ取り込み')
  await page.getByLabel('2番目のイベント').selectOption('レポート作成')
  await page.getByText('前の段から').waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('a customer opens into its use: a metric over time, features by week, people', async () => {
  const { page, errors } = await openPage(server, `/customers/${first}?tab=usage`, mori)
  await page.getByRole('img', { name: '機能ごとの利用' }).waitFor()
  await page
    .getByRole('rowheader', { name: /みなと商事の利用者/ })
    .first()
    .waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('the chain from use to result is settled, and what the product does not see is written down', async () => {
  const settings = await openPage(server, '/settings/metrics', mori)
  await settings.page.getByRole('button', { name: '例から始める' }).click()
  await settings.page.getByRole('combobox', { name: '1番目の段階を示すイベント' }).click()
  await settings.page.keyboard.type('取り込み')
  await settings.page.keyboard.press('Enter')
  await settings.page.keyboard.press('Escape')
  await settings.page.getByRole('button', { name: '保存する' }).click()
  await settings.page.getByText('流れを保存しました').waitFor()
  expect(await barriers(settings.page)).toEqual([])
  const { page, errors } = await openPage(server, `/customers/${first}?tab=usage`, mori)
  await page.getByText('見えていない割合 80%').waitFor()
  await page.getByText('「実行」は、この3か月にありましたか。').waitFor()
  await page.getByLabel('メモ', { exact: true }).fill('キャンペーンを実施')
  await page.keyboard.press('Enter')
  await page.getByText('見えていない割合 60%').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '元に戻す' }).last().click()
  await page.getByText('見えていない割合 80%').waitFor()
  const blind = () => mori.api.accounts.list({ columns: 'account.name', condition: 'usage.blind_share > 70' })
  await expect.poll(async () => (await blind()).rows.map(({ id }) => id)).toContain(first)
  await page.goto(`${server.address}/customers/${first}?tab=health`)
  await page.getByText('利用から成果までの流れの80%が、計測も報告もされていません').waitFor()
  expect([...errors, ...settings.errors]).toEqual([])
})

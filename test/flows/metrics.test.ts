import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }
const today = dayOf(Date.now(), 'Asia/Tokyo')

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  const accounts = await Promise.all(
    ['みなと商事', 'やまと製作所', 'ひかり運輸'].map((name) =>
      buildTrackedAccount(server.database, server.workspace, name),
    ),
  )
  for (const [n, account] of accounts.entries()) await bring(account, n + 1)
  await server.app.ingest.projector.settled()
})

/** Half a year in which reports are written out, the larger ones less often. */
async function bring(account: AccountId, size: number): Promise<void> {
  const uses = Array.from({ length: 160 }, (_, i) => ({
    at: Date.parse(`${addDays(today, -i)}T02:00:00Z`),
    event: i % 3 === 0 ? '書き出し' : '開く',
    userId: `${size}-${i % (size + 1)}`,
    accountId: account,
    messageId: `${account} ${i}`,
    props: i % 3 === 0 ? { 行数: size * (i % 7) * 100, 形式: i % 2 === 0 ? 'CSV' : 'PDF' } : {},
  }))
  await server.database.workspace(server.workspace.id, (tx) => acceptEvents(tx, server.workspace.id, offer(...uses)))
}

/** Goes on with Tab to what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < 80; n++) {
    const named = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null
      const labels = (at as HTMLInputElement | null)?.labels
      return (
        at?.getAttribute('aria-label') ?? (labels?.length ? (labels[0]?.textContent ?? '') : (at?.textContent ?? ''))
      )
    })
    if (name.test(named)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${name}`)
}

test('a metric is made with the keyboard alone, seen on real customers, and published', async () => {
  const { page, errors } = await openPage(server, '/settings/metrics', mori)
  await page.getByText('まだありません').waitFor()
  await tabTo(page, /^指標を作る$/)
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /書き出し/ })
    .waitFor()
  await tabTo(page, /^書き出し/)
  await page.keyboard.press('Space')
  await tabTo(page, /^条件を追加する$/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await tabTo(page, /^1番目の条件の値$/)
  await page.keyboard.type('CSV')
  await page.getByText('3社のうち3社').waitFor()
  await page.getByRole('img', { name: /の推移$/ }).waitFor()
  expect(await barriers(page)).toEqual([])
  await tabTo(page, /^名前\(日本語\)/)
  await page.keyboard.type('CSV書き出し')
  await tabTo(page, /^詳しい設定$/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^キー/)
  await page.keyboard.type('csv_exports')
  await tabTo(page, /^公開する$/)
  await page.keyboard.press('Enter')
  await page.getByText('指標「CSV書き出し」を公開しました').waitFor()
  await page.getByText('から計算済み').waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('it is a column of the customer list', async () => {
  const { page, errors } = await openPage(server, '/customers?cols=account.name,metric.csv_exports', mori)
  await page.getByText('CSV書き出し').first().waitFor()
  const { rows } = await mori.api.accounts.list({ columns: 'metric.csv_exports', condition: 'metric.csv_exports > 0' })
  expect(rows).toHaveLength(3)
  expect(errors).toEqual([])
})

test('a changed version stands in the history, and the archived metric comes back by undo', async () => {
  const { page } = await openPage(server, '/settings/metrics', mori)
  await page.getByRole('button', { name: '「CSV書き出し」の操作' }).click()
  await page.getByRole('menuitem', { name: '変更する' }).click()
  await page.getByLabel('期間', { exact: true }).selectOption('7')
  await page.getByLabel('この版のメモ').fill('週で見る')
  await page.getByRole('button', { name: '公開する' }).click()
  await page.getByText('第2版').waitFor()
  await page.getByRole('button', { name: '「CSV書き出し」の操作' }).click()
  await page.getByRole('menuitem', { name: '版の履歴' }).click()
  await page.getByText('週で見る').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '「CSV書き出し」の操作' }).click()
  await page.getByRole('menuitem', { name: 'アーカイブする' }).click()
  await page.getByText('アーカイブしました').waitFor()
  await page.getByRole('button', { name: '元に戻す' }).last().click()
  const own = async () => (await mori.api.usage.metrics.list()).metrics.filter((metric) => metric.origin === 'own')
  await expect
    .poll(async () => (await own()).map((metric) => [metric.version, metric.archived]), patience)
    .toEqual([[2, false]])
})

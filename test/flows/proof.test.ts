import { beforeAll, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { leavingCustomers } from '#test/build/leavingCustomers.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let ops: Visitor
const events = testEvents()

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('admin')
  const lines = leavingCustomers(ops.workspace.id, dayOf(Date.now(), ops.workspace.timeZone), 120)
  await events.insert('fact_history', Buffer.from(lines.join('\n')))
})

test('a draft is set against the version in force, and weights that the past speaks for are taken over and back', async () => {
  const { page, errors } = await openPage(server, '/settings/scorecards/dear', ops)
  const weight = page.getByRole('textbox', { name: '観点の重み 導入完了度' })
  await weight.fill('300')
  await page.getByRole('button', { name: '過去で比べる', exact: true }).click()
  await page.getByText('「編集中の内容」の方が、解約をよく見分けています').waitFor()
  await page.getByRole('button', { name: '重みを計算する' }).click()
  await page.getByRole('button', { name: 'この重みを編集に取り込む' }).click()
  await expect.poll(() => weight.inputValue()).not.toBe('300')
  await expect.poll(() => page.locator('[data-behind]').count(), { timeout: 45_000 }).toBe(0)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => weight.inputValue()).toBe('300')
  expect(errors).toEqual([])
})

test('the back-test is taken apart by measure, what tells least first', async () => {
  const { page, errors } = await openPage(server, '/settings/proof', ops)
  await page.getByText('今の採点表でやり直した点数').click()
  const telling = page.getByRole('row', { name: /利用している席の割合.*見分けられている/ })
  await telling.waitFor()
  expect(await page.getByRole('row', { name: /偶然と区別できない/ }).count()).toBeGreaterThan(1)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

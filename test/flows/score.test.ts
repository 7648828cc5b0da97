import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let id: string
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('csm')
  const signedUpOn = dayAgo(20)
  const assignments = { csm: mori.personId }
  id = (await mori.api.accounts.create({ name: '丘珠メディカル株式会社', signedUpOn, assignments })).id
})

test('the score opens into figures that add up, by hand, to the number shown', async () => {
  const { page, errors } = await openPage(server, `/customers/${id}?tab=health`, mori)
  await page.getByRole('button', { name: '内訳をすべて開く' }).click()
  const heading = (await page.getByRole('heading', { name: /なぜ \d+ か/ }).textContent()) ?? ''
  const cells = await page.locator('td[data-name=寄与]').allTextContents()
  const tenths = cells.reduce((sum, text) => sum + (text === '—' ? 0 : Math.round(Number(text) * 10)), 0)
  const line = (await page.getByText(/^合計/).textContent()) ?? ''
  expect(line).toContain(`合計 ${tenths / 10}点`)
  expect(heading).toContain(String(Math.round(tenths / 10)))
  expect(errors).toEqual([])
})

test('a judgement is recorded, moves the score without reload, and is taken back', async () => {
  const { page } = await openPage(server, `/customers/${id}?tab=health`, mori)
  const heading = page.getByRole('heading', { name: /なぜ \d+ か/ })
  const before = await heading.textContent()
  await page.getByRole('button', { name: '所感を記録する' }).click()
  await page.getByRole('radio', { name: '1 とても悪い' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '所感を記録する' }).click()
  await expect.poll(() => heading.textContent(), patience).not.toBe(before)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => heading.textContent(), patience).toBe(before)
})

test('a customer is put into another phase with a reason, and back again', async () => {
  const { page } = await openPage(server, `/customers/${id}`, mori)
  await page.getByRole('button', { name: 'フェーズを変える' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'フェーズを変える' }).click()
  await dialog.getByText('理由を入力してください').waitFor()
  await dialog.getByLabel('理由').fill('現場で使われ始めたため')
  await dialog.getByRole('button', { name: 'フェーズを変える' }).click()
  const current = page.locator('li[aria-current=step]')
  await expect.poll(() => current.textContent(), patience).toContain('定着期')
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => current.textContent(), patience).toContain('導入期')
})

test('the opened score and the scorecards have no barriers, in light and dark and on a phone', async () => {
  const { page } = await openPage(server, `/customers/${id}?tab=health`, mori)
  await page.getByRole('button', { name: '内訳をすべて開く' }).click()
  expect(await barriersInEveryLook(page)).toEqual([])
  const { page: cards } = await openPage(server, '/settings/scorecards', mori)
  await cards.getByRole('heading', { name: 'DEAR(導入期)' }).waitFor()
  expect(await barriersInEveryLook(cards)).toEqual([])
})

test('a score is overridden with a reason and a last day, undone, and ended, beside the computed one', async () => {
  const { page, errors } = await openPage(server, `/customers/${id}?tab=health`, mori)
  await page.getByRole('button', { name: 'スコアを上書きする' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '上書きする', exact: true }).click()
  await dialog.getByText('0から100の整数を入れてください').waitFor()
  await dialog.getByLabel('何点として扱うか').fill('１５')
  await dialog.getByLabel('理由').fill('責任者の退任を聞いたため')
  await dialog.getByRole('button', { name: '3か月' }).click()
  await dialog.getByRole('button', { name: '上書きする', exact: true }).click()
  const note = page.getByRole('note', { name: 'スコアの上書き' })
  await note.getByText('責任者の退任を聞いたため').waitFor()
  await page
    .getByRole('banner')
    .or(page.locator('header'))
    .getByText('上書きされたスコア')
    .first()
    .waitFor({ state: 'attached' })
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '元に戻す' }).click()
  await note.waitFor({ state: 'detached' })
  await page.getByText(/に.+が終了$/).waitFor()
  expect(errors).toEqual([])
})

test('how much we are in touch stands beside the score, by norms that are changed and put back', async () => {
  const admin = await server.signIn('admin')
  await admin.api.accounts.contacts.create({ id, name: '運用 太郎', roles: ['operator'] })
  const { page } = await openPage(server, `/customers/${id}?tab=health`, mori)
  await page.getByRole('img', { name: '運用担当との接点: ちょうどよい' }).waitFor()
  const settings = await openPage(server, '/settings/scorecards', admin)
  const field = settings.page.getByLabel('ロータッチ 運用担当 少なくとも何日に1回')
  await field.fill('5')
  await settings.page.getByRole('button', { name: 'めやすを保存する' }).click()
  await page.getByRole('img', { name: '運用担当との接点: 足りない' }).waitFor()
  await settings.page.getByRole('button', { name: '元に戻す' }).click()
  await page.getByRole('img', { name: '運用担当との接点: ちょうどよい' }).waitFor()
  expect(await field.inputValue()).toBe('30')
})

import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let ops: Visitor
const ids: string[] = []
const patience = { timeout: 20_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('admin')
  const signedUpOn = dayAgo(20)
  for (const [n, value] of [1, 1, 3, 5].entries()) {
    const { id } = await ops.api.accounts.create({ name: `白樺工業${n + 1}`, signedUpOn })
    await ops.api.health.pulses.add({ id, value })
    ids.push(id)
  }
  const scores = () => Promise.all(ids.map(async (id) => (await ops.api.health.why({ id })).score))
  await vi.waitFor(async () => expect(await scores()).not.toContain(null), patience)
}, 120_000)

const weight = (page: Page) => page.getByRole('textbox', { name: '観点の重み 関係性' })
const versionOf = async () =>
  (await ops.api.health.scorecards()).scorecards.find(({ key }) => key === 'dear_onboarding')!.version

test('a weight is changed, who changes grade is named, it is published with a note, and open pages follow', async () => {
  const { page: elsewhere } = await openPage(server, `/customers/${ids[0]}?tab=health`, ops)
  await elsewhere.getByText('危険', { exact: true }).waitFor()
  const { page, errors } = await openPage(server, '/settings/scorecards/dear_onboarding', ops)
  await page.getByText('まだ変更がありません').waitFor()
  await weight(page).fill('400')
  await page.getByText(/のうち \d+社の健康度が変わります/).waitFor()
  const named = page.getByRole('complementary').getByRole('link')
  expect(await named.allTextContents()).toEqual(expect.arrayContaining(['白樺工業1', '白樺工業2']))
  await page.getByRole('button', { name: '公開する…' }).click()
  await page.getByLabel('何をなぜ変えたか').fill('関係性を重く見る')
  await page.getByRole('dialog').getByRole('button', { name: '公開する', exact: true }).click()
  await page.getByText('第2版を公開しました').waitFor()
  expect(await versionOf()).toBe(2)
  await page.getByText('関係性を重く見る').first().waitFor()
  await elsewhere.getByText('不明', { exact: true }).waitFor()
  await elsewhere.getByText('第2版で採点しています', { exact: false }).waitFor()
  expect(errors).toEqual([])
})

test('an older version comes back, and that is undone', async () => {
  const { page } = await openPage(server, '/settings/scorecards/dear_onboarding', ops)
  await page.getByRole('button', { name: '第1版の操作' }).click()
  await page.getByRole('menuitem', { name: 'この版に戻す' }).click()
  await expect.poll(() => weight(page).inputValue(), patience).toBe('25')
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => weight(page).inputValue(), patience).toBe('400')
  expect(await versionOf()).toBe(4)
})

test('a measure is judged by the place among customers of the same industry', async () => {
  const { page, errors } = await openPage(server, '/settings/scorecards/dear_onboarding', ops)
  await page.getByRole('button', { name: /^フェーズの到達点 / }).click()
  await page.getByLabel('点のつけ方の種類').selectOption('percentile')
  await page.getByLabel('どの顧客の中で比べるか').selectOption('account.industry')
  const corner = page.getByRole('slider', { name: '折れ線の点 2 / 2' })
  await corner.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight') // there is nothing beyond 100%
  expect(await corner.getAttribute('aria-valuetext')).toBe('100% → 100点')
  await page
    .getByText(/のうち/)
    .first()
    .waitFor()
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('a curve is drawn by keyboard and by pointer, taken back step by step, and leaving asks first', async () => {
  const { page } = await openPage(server, '/settings/scorecards/dear_onboarding', ops)
  const opener = page.getByRole('button', { name: /^フェーズの到達点 / })
  await opener.focus()
  await page.keyboard.press('Enter')
  const corner = page.getByRole('slider', { name: '折れ線の点 1 / 3' })
  await corner.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  expect(await corner.getAttribute('aria-valuenow')).toBe('41')
  const points = page.getByRole('textbox', { name: '1番目の点数' })
  expect(await points.inputValue()).toBe('41')
  const box = (await corner.locator('circle').first().boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 40, { steps: 4 })
  await page.mouse.up()
  expect(Number(await points.inputValue())).toBeGreaterThan(55)
  const drawn = await points.inputValue()
  await page.keyboard.press('Control+z')
  expect(await points.inputValue()).toBe('30')
  await page.keyboard.press('Control+Shift+z')
  expect(await points.inputValue()).toBe(drawn)
  await page.getByRole('link', { name: '今日' }).first().click()
  await page.getByRole('dialog').getByText('公開していない変更があります').waitFor()
  await page.getByRole('button', { name: 'やめる' }).click()
  expect(await points.inputValue()).toBe(drawn)
})

test('what is wrong is told at its place, and is not published', async () => {
  const { page } = await openPage(server, '/settings/scorecards/dear_onboarding', ops)
  await weight(page).fill('0')
  await page.getByText('0より大きい数にしてください').first().waitFor()
  expect(await page.getByRole('button', { name: '公開する…' }).isDisabled()).toBe(true)
  await weight(page).fill('25')
  await page.getByRole('textbox', { name: '「良好」はこの点から' }).fill('40')
  await page.getByText('「注意」の境目は「良好」より低くしてください').first().waitFor()
})

test('a card of one’s own is made for some customers, and put out of use again', async () => {
  const { page } = await openPage(server, '/settings/scorecards/new?from=dear', ops)
  await page.getByLabel('名前(日本語)').first().fill('白樺グループ')
  await page.getByRole('radio', { name: '条件に当てはまる顧客' }).click()
  await page.getByRole('button', { name: '式で書く' }).click()
  await page.locator('main textarea').first().fill('account.name.startsWith("白樺工業")')
  await page.getByRole('button', { name: '公開する…' }).click()
  await page.getByLabel('何をなぜ変えたか').fill('グループを別に見る')
  await page.getByRole('dialog').getByRole('button', { name: '公開する', exact: true }).click()
  await page.getByText('採点表「白樺グループ」を公開しました').waitFor()
  expect((await ops.api.health.scorecards()).scorecards.map(({ label }) => label.ja)).toContain('白樺グループ')
  await page.goto(`${server.address}/settings/scorecards`)
  await page.getByRole('button', { name: '「白樺グループ」の操作' }).click()
  await page.getByRole('menuitem', { name: '使うのをやめる' }).click()
  await page.getByRole('heading', { name: '使っていない採点表' }).waitFor()
})

test('the editor has no barriers, in light and dark, in English, and on a phone', async () => {
  for (const look of [{}, { locale: 'en' }] as const) {
    const { page, errors } = await openPage(server, '/settings/scorecards/dear_onboarding', ops, look)
    await page
      .locator('button[aria-expanded=false]')
      .filter({ hasText: /到達点|Milestones/ })
      .click()
    await page.getByRole('slider').first().waitFor()
    expect(await barriersInEveryLook(page)).toEqual([])
    expect(errors).toEqual([])
  }
})

import { beforeAll, expect, test, vi } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let ops: Visitor
let id: string
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('admin')
  id = (await ops.api.accounts.create({ name: '若宮精機', signedUpOn: dayAgo(20) })).id
  const phase = async () => (await ops.api.journey.path({ id })).current?.phase
  await vi.waitFor(async () => expect(await phase()).toBe('onboarding'), patience)
})

test('a map is changed by keyboard alone, published with a look at whose phase changes, and the open customer follows', async () => {
  const { page: customer } = await openPage(server, `/customers/${id}?tab=journey`, ops)
  const { page, errors } = await openPage(server, '/journey/maps', ops)
  await page.getByRole('link', { name: '標準のサクセスジャーニー' }).click(patience)
  const card = page.getByRole('button', { name: /^初期設定が終わり、最初の成果が出た/ })
  await card.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page
    .getByText('「初期設定が終わり、最初の成果が出た」を「導入期」の1番目に動かしました')
    .waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '「導入期」に到達点を追加する' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: '選んだものの内容' })
  await panel.getByLabel('名前(日本語)').fill('業務の棚卸しが済んでいる')
  await panel.getByLabel('名前(英語)').fill('The work has been listed')
  await page.keyboard.press('Escape')
  expect(await barriers(page)).toEqual([])
  // A phase that customers are in goes: where they go on has to be said.
  const phase = page.getByRole('button', { name: /^2 定着期/ })
  await phase.focus()
  await page.keyboard.press('Delete')
  await page.getByText('「定着期」を削除しました').waitFor()
  await page.keyboard.press('Control+z')
  await phase.waitFor()
  await page.getByRole('status').getByText('下書きを保存しました').waitFor(patience)
  await page.getByRole('button', { name: '公開する…' }).click()
  const dialog = page.getByRole('dialog', { name: 'マップを公開する' })
  await dialog.getByText('フェーズが変わる顧客はありません。').waitFor(patience)
  await dialog.getByLabel('何をなぜ変えたか').fill('棚卸しを先にするため')
  await dialog.getByRole('button', { name: '公開する', exact: true }).click()
  await page.getByText('第2版を公開しました').waitFor(patience)
  await customer.getByText('業務の棚卸しが済んでいる').first().waitFor(patience)
  expect(errors).toEqual([])
})

test('a card is carried by the pointer into another phase, and a phase that is gone asks where its customers go on', async () => {
  const { page, errors } = await openPage(server, '/journey/maps/three_phases', ops)
  const card = page.getByRole('button', { name: /^基本の機能を理解して使っている/ })
  await card.waitFor(patience)
  await card.dragTo(page.getByRole('button', { name: /^毎週の利用が習慣になっている/ }), {
    targetPosition: { x: 40, y: 4 },
  })
  const adoption = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^2 定着期/ }) })
  await adoption.getByRole('button', { name: /^基本の機能を理解して使っている/ }).waitFor(patience)
  await page.getByRole('button', { name: '表', exact: true }).click()
  await page.getByRole('row', { name: /基本の機能を理解して使っている/ }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'キャンバス' }).click()
  await page.getByRole('button', { name: '「導入期」の操作' }).click()
  await page.getByRole('menuitem', { name: '削除する' }).click()
  await page.getByRole('button', { name: '公開する…' }).click()
  const dialog = page.getByRole('dialog', { name: 'マップを公開する' })
  const onto = dialog.getByLabel(/^「導入期」の1社/)
  await onto.waitFor(patience)
  await dialog.getByLabel('何をなぜ変えたか').fill('導入期をまとめるため')
  await dialog.getByRole('button', { name: '公開する', exact: true }).click()
  await dialog.getByText('移り先をすべて選んでください').waitFor()
  await onto.selectOption({ label: '定着期' })
  await dialog.getByRole('link', { name: '若宮精機' }).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await dialog.getByRole('button', { name: '公開する', exact: true }).click()
  await page.getByText('第3版を公開しました').waitFor(patience)
  await expect.poll(async () => (await ops.api.journey.path({ id })).current?.phase, patience).toBe('adoption')
  expect(errors).toEqual([])
})

test('a map of its own begins from a ready-made one, says what has to be put right, and is tried in its place', async () => {
  const { page, errors } = await openPage(server, '/journey/maps', ops, { locale: 'en' })
  await page.getByRole('button', { name: 'Add a map' }).click(patience)
  await page
    .getByRole('dialog')
    .getByLabel(/^From habits to the way of working/)
    .check()
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'One thing needs to be put right' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: 'Journey maps' }).last().click()
  await page.getByRole('heading', { name: 'Maps not published yet' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

import { beforeAll, expect, test } from 'vitest'
import { today } from '#test/build/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
})

test('a text is written, kept as one types, published, found by its words and read as the customer sees it', async () => {
  const { page, errors } = await openPage(server, '/content', mori)
  await page.getByRole('link', { name: 'キックオフのご案内' }).waitFor(patience)
  await page.getByRole('button', { name: 'コンテンツを作る' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^タイトル/).fill('月次会議の進め方')
  await dialog.getByRole('button', { name: '作って書き始める' }).click()
  const text = page.getByRole('textbox', { name: '本文' })
  await text.click(patience)
  await page.keyboard.type('数字から始めます。')
  await page.getByText('下書きは保存されています').waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '公開する' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
  await page.getByText('第1版を公開しました').waitFor(patience)
  await page.getByRole('button', { name: '編集を終える' }).click()
  await page.getByRole('article').getByText('数字から始めます。').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: 'コンテンツ' }).first().click()
  await page.getByRole('searchbox').fill('数字から')
  await page.getByRole('link', { name: '月次会議の進め方' }).waitFor(patience)
  await page.getByRole('link', { name: 'キックオフのご案内' }).waitFor({ state: 'detached', ...patience })
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('a hearing sheet is answered for a contact while talking, closes its step, and stands on the customer’s page', async () => {
  const { id } = await mori.api.accounts.create({ name: '若草電機' })
  await mori.api.accounts.contacts.create({ id, name: '高橋 花子', roles: ['promoter'] })
  await mori.api.plans.create({ accountId: id, template: 'onboarding', kickOffOn: today(), targetOn: null })
  const { page, errors } = await openPage(server, `/customers/${id}?tab=hearing`, mori)
  const sheet = page.getByRole('region', { name: 'キックオフ前のヒアリングシート' })
  await sheet.getByRole('button', { name: '回答を書く' }).click(patience)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('だれの回答か').selectOption({ label: '高橋 花子' })
  await dialog.getByRole('button', { name: '回答を送信する' }).click()
  await dialog.getByText('ご回答ください').first().waitFor(patience)
  await dialog.getByLabel(/^導入を決めた一番の理由/).fill('転記に時間がかかるため')
  await dialog.getByLabel(/^半年後/).fill('残業が半分になっている')
  await dialog.getByRole('radio', { name: '2〜4時間' }).check()
  await dialog
    .getByRole('group', { name: /^キックオフに決裁者/ })
    .getByRole('radio', { name: 'はい' })
    .check()
  expect(await barriers(page)).toEqual([])
  await dialog.getByRole('button', { name: '回答を送信する' }).click()
  await sheet.getByText('転記に時間がかかるため').waitFor(patience)
  const { plans } = await mori.api.plans.ofAccount({ id })
  const step = plans[0]!.steps.find(({ content }) => content.includes('hearing_kickoff'))
  expect(step).toMatchObject({ state: { is: 'done', by: 'us' } })
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
})

test('an administrator writes down what people are asked, and a new text of it becomes a new version', async () => {
  const { page, errors } = await openPage(server, '/settings/privacy', mori)
  const section = page.getByRole('region', { name: '同意の目的' })
  await section.getByText('まだありません。').waitFor()
  await section.getByRole('button', { name: '目的を追加' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('目的（日本語）').fill('製品のお知らせ')
  await dialog.getByLabel('目的（英語）').fill('Product news')
  await dialog.getByLabel('文面（日本語）').fill('新機能のご案内をメールでお送りします。')
  await dialog.getByLabel('文面（英語）').fill('We send you news of new features by mail.')
  await dialog.getByRole('button', { name: '保存する' }).click()
  await section.getByText('第1版').waitFor(patience)
  await section.getByRole('button', { name: '製品のお知らせ: 変更' }).click()
  await dialog.getByLabel('文面（日本語）').fill('新機能と催しのご案内をメールでお送りします。')
  await dialog.getByRole('button', { name: '保存する' }).click()
  await section.getByText('第2版').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

test('with a contact it is written down that consent was given and withdrawn, and all of it can be read again', async () => {
  const name = { ja: '催しのご案内', en: 'Events' }
  await mori.api.privacy.consent.add({ name, basis: 'consent', text: name })
  const { id } = await mori.api.accounts.create({ name: '青海精機株式会社' })
  const contact = await mori.api.accounts.contacts.create({ id, name: '中村 葵', email: 'aoi@kyaku.example.co.jp' })
  const { page, errors } = await openPage(server, `/customers/${id}`, mori)
  await page.getByRole('button', { name: '中村 葵' }).first().click()
  const consents = page.getByRole('region', { name: '同意' })
  await consents.getByRole('button', { name: '催しのご案内: 同意を記録' }).click(patience)
  const dialog = page.getByRole('dialog', { name: '「催しのご案内」への同意を記録' })
  await dialog.getByLabel('方法').selectOption('form')
  await dialog.getByRole('button', { name: '記録する' }).click()
  await consents.getByRole('button', { name: '催しのご案内: 撤回を記録' }).click(patience)
  await page.getByRole('dialog', { name: '撤回を記録' }).getByRole('button', { name: '記録する' }).click()
  await consents.getByText('記録（2件）').click(patience)
  await consents.getByText('フォーム').waitFor(patience)
  const { states } = await mori.api.privacy.consent.ofContact({ id: contact.id })
  expect(states.at(-1)).toMatchObject({ state: 'withdrawn', mayWrite: false })
  expect(errors).toEqual([])
})

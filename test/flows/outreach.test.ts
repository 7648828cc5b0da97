import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let id: string
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  id = (await mori.api.accounts.create({ name: '若草電機' })).id
  const person = { id, name: '中村 葵', department: '営業企画部', email: 'nakamura@wakakusa.example.co.jp' }
  await mori.api.accounts.contacts.create({ ...person, roles: ['promoter'] })
  await mori.api.plans.create({ accountId: id, template: 'onboarding', kickOffOn: dayAgo(3), targetOn: null })
})

test('a template is read with a real customer, a wrong field is told with its line, and what is written is published', async () => {
  const { page, errors } = await openPage(server, '/outreach?view=templates', mori)
  await page.getByRole('link', { name: '操作研修のご案内' }).click(patience)
  const preview = page.getByRole('region', { name: 'プレビュー' })
  await preview.getByText('中村 葵 様').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  const body = page.getByRole('textbox', { name: '本文' })
  const text = await body.inputValue()
  await body.fill(`{{ contact.nmae }}\n${text}`)
  await preview.getByText(/1行目: 「contact\.nmae」という項目はありません/).waitFor(patience)
  await body.fill(`{{ contact.name | sama }}\n${text}`)
  await page.getByRole('button', { name: '公開する' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
  await page.getByText('2版', { exact: true }).first().waitFor(patience)
  expect(errors).toEqual([])
})

test('a sequence is tried and switched on, its mails are seen on the customer, and a mail by hand is written there', async () => {
  const { page, errors } = await openPage(server, '/outreach', mori)
  await page.getByRole('link', { name: '導入期のステップメール' }).click(patience)
  await page.getByRole('button', { name: '動きを確かめる' }).click(patience)
  await page.getByText(/対象の顧客 1社、送るメール/).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('switch', { name: '「導入期のステップメール」を使う' }).click({ force: true })
  await page.getByText('「導入期のステップメール」を使い始めました').waitFor(patience)
  await page.goto(`${server.address}/customers/${id}?tab=mails`)
  await page
    .getByRole('region', { name: 'ステップメール' })
    .getByRole('link', { name: '導入期のステップメール' })
    .waitFor(patience)
  await page.getByRole('button', { name: 'メールを書く' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('テンプレート').selectOption({ label: '操作研修のご案内' })
  await expect.poll(() => dialog.getByLabel(/^本文/).inputValue()).toContain('中村 葵 様')
  await dialog.getByRole('button', { name: '送信する' }).click()
  await page
    .getByRole('region', { name: 'これまでのメール' })
    .getByText('操作研修(オンライン・60分)のご案内')
    .waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

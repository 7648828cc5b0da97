import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage, testBrowser } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let accountId: string
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  accountId = (await mori.api.accounts.create({ name: '若草電機' })).id
  const hanako = { name: '高橋 花子', email: 'hanako@wakakusa.co.jp', roles: ['promoter' as const] }
  await mori.api.accounts.contacts.create({ id: accountId, ...hanako })
})

/** A phone of the customer's own, on which nobody of ours was ever signed in. */
async function phone(address: string): Promise<{ page: Page; errors: string[] }> {
  const context = await (await testBrowser()).newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(address)
  return { page, errors }
}

test('the promoter opens the link on a phone, ticks a step, asks and uploads; the open page of the CSM follows', async () => {
  const plan = await mori.api.plans.create({
    accountId,
    template: 'onboarding',
    kickOffOn: dayAgo(14),
    targetOn: null,
  })
  const mine = plan.steps.find(({ role, evidence }) => role === 'promoter' && evidence === 'customer')!
  for (const step of plan.steps.filter(({ id }) => mine.after.includes(id))) {
    const state = { is: 'done' as const, on: dayAgo(7), by: 'us' as const }
    await mori.api.plans.setStep({ id: step.id, version: step.version, state })
  }
  const ours = await openPage(server, `/customers/${accountId}?tab=plan`, mori)
  const csm = ours.page
  await csm.getByRole('button', { name: 'リンクを作る' }).click(patience)
  const dialog = csm.getByRole('dialog')
  await dialog.getByLabel(/^担当者/).selectOption({ label: '高橋 花子' })
  expect(await barriers(csm)).toEqual([])
  await dialog.getByRole('button', { name: '作る' }).click()
  await csm.getByRole('button', { name: '高橋 花子さんのリンクの操作' }).click(patience)
  await csm.getByRole('menuitem', { name: '確認コードを作る' }).click(patience)
  await csm.getByRole('dialog').getByRole('button', { name: 'コードを作る' }).click(patience)
  const code = (await csm.getByLabel('確認コード', { exact: true }).textContent(patience))!
  await csm.keyboard.press('Escape')

  const [link] = (await mori.api.portal.shared({ id: plan.id })).links
  const { url } = await mori.api.portal.address({ id: link!.id })
  const { page, errors } = await phone(url)
  await page.getByText('このページは 高••• さま専用です。').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'コードを持っている' }).click()
  await page.getByLabel('確認コード(6桁)').fill(code)
  await page.getByRole('button', { name: 'ページを開く' }).click()
  await page.getByRole('heading', { name: '次に行うこと' }).waitFor(patience)
  const name = mine.name.ja

  await page.getByRole('button', { name: `「${name}」について質問する` }).click(patience)
  const card = page.getByRole('article', { name })
  await card.getByLabel('ご質問・ご連絡').fill('担当者が二人いるときはどうすればよいですか。')
  await card.getByRole('button', { name: '送る', exact: true }).click()
  await csm.getByText('未回答 1件').waitFor(patience)
  await csm.getByRole('button', { name: '回答する' }).click()
  await csm.getByLabel(/^顧客に見える文章/).fill('お二人とも登録してください。')
  await csm.getByRole('button', { name: '送る', exact: true }).click()
  await csm.getByText('お二人とも登録してください。').waitFor(patience)

  await card
    .getByLabel(`「${name}」のファイルを送る`)
    .setInputFiles({ name: '名簿.csv', mimeType: 'text/csv', buffer: Buffer.from('氏名\n高橋') })
  await csm.getByRole('link', { name: '名簿.csv' }).waitFor(patience)
  await card.getByText('お二人とも登録してください。').waitFor(patience)

  await page.getByRole('button', { name: `「${name}」を完了にする` }).click(patience)
  await page.getByText(`「${name}」を完了にしました`).waitFor(patience)
  await csm.getByText(/高橋 花子さん\(顧客\)がポータルで完了にしました/).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'What is next for you' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await csm.getByRole('button', { name: '顧客の画面を見る' }).click()
  await csm.getByRole('dialog').getByRole('heading', { name: '次に行うこと' }).waitFor(patience)
  expect([...errors, ...ours.errors]).toEqual([])

  await mori.api.portal.revoke({ id: link!.id })
  await page.reload()
  await page.getByRole('heading', { name: 'This link opens no more' }).waitFor(patience)
  expect(await page.getByText('若草電機').count()).toBe(0)
})

import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { guestOf } from '#test/access/guest.ts'
import { dayAgo } from '#test/build/day.ts'
import { builtPages, openPage, testBrowser } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let accountId: string
let planId: string
/** What the first step gives: one item of each kind. */
const titles = {
  read: '役割のお願い',
  file: '操作の手引き(PDF)',
  link: '設定のヘルプページ',
  video: '3分でわかる始め方',
  form: 'キックオフ前のヒアリングシート',
}
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  accountId = (await mori.api.accounts.create({ name: '若草電機' })).id
  const plan = await mori.api.plans.create({
    accountId,
    template: 'onboarding',
    kickOffOn: dayAgo(14),
    targetOn: null,
  })
  planId = plan.id
  const { state: _state, ...first } = plan.steps[0]!
  const content = ['roles_guide', await file(), await address('link'), await address('video'), 'hearing_kickoff']
  await mori.api.plans.editStep({ ...first, role: 'promoter', evidence: 'customer', content })
  const { items } = await mori.api.content.names()
  titles.read = items.find(({ key }) => key === 'roles_guide')!.title.ja
})

/** A published page elsewhere, or a video there. */
async function address(format: 'link' | 'video') {
  const item = await mori.api.content.create({ kind: 'education', format, title: titles[format], language: 'ja' })
  const body = { format, url: { ja: 'https://help.wakakusa.example.jp/start', en: '' } }
  return published(item, { ...item.definition, body })
}

/** A published file. */
async function file() {
  const item = await mori.api.content.create({
    kind: 'education',
    format: 'file',
    title: titles.file,
    language: 'ja',
  })
  const path = `/api/v1/content/${item.id}/files?fileName=${encodeURIComponent('操作の手引き.pdf')}`
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await mori.fetch(path, { method: 'POST', headers, body: '%PDF-1.7 of a manual' })
  const ja = (await sent.json()) as { id: string; name: string; size: number; type: string }
  return published(item, { ...item.definition, body: { format: 'file', file: { ja, en: null } } })
}

type Item = Awaited<ReturnType<Visitor['api']['content']['create']>>
async function published({ id, draft }: Item, definition: Item['definition']) {
  const written = await mori.api.content.write({ id, draft, definition })
  return (await mori.api.content.publish({ id, draft: written.draft, note: '' })).key
}

/** A browser of the customer's own, let in by `cookie` or new to us, with what its page complained about. */
async function theirs(path: string, cookie = ''): Promise<{ page: Page; errors: string[] }> {
  const browser = await testBrowser()
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const [name = '', value = ''] = cookie.split('=')
  if (name) await context.addCookies([{ name, value, url: server.address }])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(`${server.address}${path}`)
  return { page, errors }
}

type Part = 'decision_maker' | 'promoter' | 'operator' | 'user'

/** Somebody of the customer with a link to the plan; `email` is where a code would go. */
async function guest(role: Part, email: string | null = 'hanako@wakakusa.co.jp') {
  const contact = { id: accountId, name: '高橋 花子', ...(email ? { email } : {}) }
  const { id: contactId } = await mori.api.accounts.contacts.create(contact)
  return guestOf(server.database, { workspaceId: server.workspace.id, accountId, contactId, planId, role })
}

/** What is in the way on a page as it stands: in both languages, both themes, on a desk and on a phone. */
async function barriersEverywhere(page: Page): Promise<string[]> {
  const found = await barriersInEveryLook(page)
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('html[lang=en]').waitFor(patience)
  found.push(...(await barriersInEveryLook(page)))
  await page.getByRole('button', { name: '日本語' }).click()
  await page.locator('html[lang=ja]').waitFor(patience)
  return found
}

test('a link that is handed on asks who it is, and can be used by everybody: by mail, by telephone, with a wrong code', async () => {
  const byMail = await theirs((await guest('operator')).path)
  await byMail.page.getByText('このページは 高••• さま専用です。').waitFor(patience)
  expect(await barriersEverywhere(byMail.page)).toEqual([])
  const told = await theirs((await guest('operator', null)).path)
  await told.page.getByLabel('確認コード(6桁)').fill('000000', patience)
  await told.page.getByRole('button', { name: 'ページを開く' }).click()
  await told.page.getByText(/担当者に新しいコードをお尋ねください/).waitFor(patience)
  expect(await barriersEverywhere(told.page)).toEqual([])
  expect(byMail.errors).toEqual([])
})

test('a link that opens nothing says so to everybody: it is over, was revoked, or is none', async () => {
  const [over, revoked] = [await guest('operator'), await guest('operator')]
  await server.database.system((tx) =>
    sql`update portal_links set expires_on = '2026-01-01' where id = ${over.link}`.execute(tx),
  )
  await mori.api.portal.revoke({ id: revoked.link })
  for (const [path, words] of [
    [over.path, 'このリンクは期限が切れています'],
    [revoked.path, 'このリンクは使えなくなりました'],
    ['/p/nothing', 'リンクが見つかりません'],
  ] as const) {
    const { page } = await theirs(path)
    await page.getByRole('heading', { name: words }).waitFor(patience)
    expect([words, await barriersEverywhere(page)]).toEqual([words, []])
  }
})

test.for(['decision_maker', 'promoter', 'operator', 'user'] as const)(
  'the page of the %s has no barriers, its forms open',
  async (role) => {
    const { path, cookie } = await guest(role)
    const { page, errors } = await theirs(path, cookie)
    await page.getByRole('heading', { name: '次に行うこと' }).waitFor(patience)
    expect(await barriersEverywhere(page)).toEqual([])
    const invite = page.getByRole('button', { name: '同僚を招待する' })
    if ((await invite.count()) > 0) await invite.click()
    const ask = page.getByRole('button', { name: /質問する/ })
    if ((await ask.count()) > 0) await ask.first().click()
    expect(await barriersEverywhere(page)).toEqual([])
    expect(errors).toEqual([])
  },
)

test('what a step gives is opened without barriers: a text, a file, a link, a video, a hearing sheet', async () => {
  const { path, cookie } = await guest('promoter')
  const { page, errors } = await theirs(path, cookie)
  for (const title of Object.values(titles)) {
    await page.getByRole('button', { name: title }).click(patience)
    await page.getByRole('heading', { name: title, level: 3 }).waitFor(patience)
    expect([title, await barriersInEveryLook(page)]).toEqual([title, []])
  }
  await page.getByRole('button', { name: '回答を送信する' }).click()
  await page.getByText('ご回答ください').first().waitFor(patience)
  expect(await barriersEverywhere(page)).toEqual([])
  expect(errors).toEqual([])
})

test('one of ours reads in the preview what the step gives, and nothing is kept of their reading', async () => {
  await server.database.system((tx) => sql`delete from content_reads`.execute(tx))
  const { page, errors } = await openPage(server, `/customers/${accountId}?tab=plan`, mori)
  await page.getByRole('button', { name: '顧客の画面を見る' }).click(patience)
  const dialog = page.getByRole('dialog')
  for (const title of Object.values(titles)) {
    await dialog.getByRole('button', { name: title }).click(patience)
    await dialog.getByRole('heading', { name: title, level: 3 }).waitFor(patience)
    expect([title, await barriers(page)]).toEqual([title, []])
  }
  expect(await dialog.getByRole('button', { name: '回答を送信する' }).count()).toBe(0)
  expect(await dialog.getByRole('button', { name: /完了にする/ }).isDisabled()).toBe(true)
  expect(await server.database.ask(sql`select from content_reads`)).toHaveLength(0)
  expect(errors).toEqual([])
})

test('anybody follows a public template without barriers, an item of it open', async () => {
  const { items } = await mori.api.content.names()
  const guide = await mori.api.content.get({ id: items.find(({ key }) => key === 'roles_guide')!.id })
  await published(guide, { ...guide.definition, public: true })
  const { path } = await mori.api.portal.setPage({ key: 'onboarding', isPublic: true })
  const { page, errors } = await theirs(path!)
  await page.getByRole('checkbox').first().check(patience)
  await page.getByRole('button', { name: titles.read }).first().click()
  await page.getByRole('heading', { name: titles.read, level: 3 }).waitFor(patience)
  expect(await barriersEverywhere(page)).toEqual([])
  expect(errors).toEqual([])
})

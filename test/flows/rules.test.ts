import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { pastFacts } from '#test/build/pastFacts.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let ops: Visitor
const patience = { timeout: 45_000 }
const tag = '要注意'

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('cs_ops')
  await ops.api.cockpit.rules.turn({ key: 'owner_missing', isOn: false })
  await past()
  await ops.api.accounts.create({ name: '丘珠メディカル株式会社', tags: [tag], assignments: { csm: ops.personId } })
})

/** Twelve customers that left; nine of them had been marked by hand weeks before. */
async function past(): Promise<void> {
  const { known, keep } = pastFacts(server.app.events, server.workspace.id)
  for (let n = 0; n < 14; n++) {
    const { id } = await ops.api.accounts.create({ name: `白樺物流 ${n}号店` })
    known(300, id, { 'account.name': `白樺物流 ${n}号店`, 'contract.state': 'active' })
    if (n < 9 || n === 13) known(140 - 2 * n, id, { tags: [tag] })
    const left = dayAgo(100 - 3 * n)
    if (n < 12) known(100 - 3 * n, id, { 'contract.state': 'ended', 'contract.churned_on': left })
    known(50, id, { tags: null })
  }
  await keep()
}

/** Goes on with the tabulator until what is called so has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate((wanted) => {
      const here = document.activeElement
      const labels = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement ? here.labels : null
      const names = [here?.getAttribute('aria-label'), labels?.[0]?.textContent, here?.textContent]
      return names.some((one) => one?.replace(' *', '').trim() === wanted)
    }, name)
    if (isThere) return
  }
  throw new Error(`the tabulator never came to ${name}`)
}

test('a rule is written by keyboard, tried on the past, published, and is heard of on a page that stands open', async () => {
  const today = await openPage(server, '/', ops)
  await today.page
    .getByText('今日やることは終わりました')
    .or(today.page.getByText('まだやることはありません'))
    .waitFor()
  const { page, errors } = await openPage(server, '/settings/rules', ops)
  await page.getByRole('link', { name: 'ルールを作る' }).waitFor()
  await tabTo(page, 'ルールを作る')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '何を見守るか' }).waitFor()
  await tabTo(page, '名前')
  await page.keyboard.type('要注意にした顧客')
  await tabTo(page, '式で書く')
  await page.keyboard.press('Enter')
  await tabTo(page, '条件')
  await page.keyboard.type(`"${tag}" in tags`)
  await page
    .getByText('いま 1社', { exact: false })
    .or(page.getByText('1社', { exact: false }))
    .first()
    .waitFor()
  await tabTo(page, 'やること')
  await page.keyboard.type('なぜ要注意かを確かめる')
  await tabTo(page, '過去で試す')
  await page.keyboard.press('Enter')
  await page.getByText('180日間に11回(11社)CTAができていました。').waitFor(patience)
  await page.getByText('解約12社のうち9社では、解約の前に気づけました。3社は見逃していました。').waitFor()
  await page.getByRole('img', { name: '週ごとのCTAと解約' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Shift+Tab')
  await tabBack(page, '公開する…')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('いま成り立っている1社には、すぐにCTAができます。').waitFor()
  await page.keyboard.type('まず試しに')
  await tabTo(page, '公開する')
  await page.keyboard.press('Enter')
  await page.getByText('「要注意にした顧客」を公開しました').waitFor()
  await page.getByText('まず試しに').waitFor()
  await today.page.getByRole('button', { name: '表示する' }).click(patience)
  await today.page.getByRole('listitem').filter({ hasText: 'なぜ要注意かを確かめる' }).waitFor(patience)
  expect([...errors, ...today.errors]).toEqual([])
})

async function tabBack(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`going back never came to ${name}`)
}

test('what is not published is not lost by leaving, and an earlier version comes back', async () => {
  const { page } = await openPage(server, '/settings/rules', ops)
  await page.getByRole('link', { name: '利用が急に減った' }).click()
  const hold = page.getByLabel('続く日数')
  await hold.fill('７')
  await page.getByRole('link', { name: '顧客' }).first().click()
  await page.getByRole('dialog', { name: '公開していない変更があります' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await hold.inputValue()).toBe('7')
  await page.getByRole('button', { name: '公開する…' }).click()
  await page.getByRole('dialog').getByLabel('何を変えたか').fill('一週間続いたら')
  await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
  await page.getByText('変更: 続く日数').waitFor()
  await page.getByRole('button', { name: '第1版に戻す' }).click()
  await page.getByText('第3版').waitFor()
  await expect.poll(() => hold.inputValue(), patience).toBe('0')
})

test('what somebody else publishes meanwhile is told, and neither is lost', async () => {
  const { rules } = await ops.api.cockpit.rules.list()
  const { rule, draft } = await ops.api.cockpit.rules.get({ id: rules[1]!.id })
  const { page } = await openPage(server, `/settings/rules/${rule.id}`, ops)
  await page.getByLabel('続く日数').fill('5')
  await ops.api.cockpit.rules.publish({ id: rule.id, basedOn: rule.version, draft: { ...draft, coolDownDays: 99 } })
  await page.getByText('ほかの人が第2版を公開しました。').waitFor(patience)
  expect(await page.getByLabel('続く日数').inputValue()).toBe('5')
  await page.getByRole('button', { name: '第2版を読み込む' }).click()
  expect(await page.getByLabel('次まで空ける日数').inputValue()).toBe('99')
})

test('what is wrong is told at its field, in words, and nothing is sent', async () => {
  const { page } = await openPage(server, '/settings/rules/new', ops)
  await page.getByLabel('次まで空ける日数').fill('多め')
  await page.getByRole('button', { name: '公開する…' }).click()
  await page.getByText('条件を一つ以上入れてください').waitFor()
  await page.getByText('0から730までの整数で入力してください').waitFor()
  await page.getByRole('button', { name: '式で書く' }).first().click()
  await page.locator('form textarea').first().fill('health.scor < 40')
  await page.getByText('health.score', { exact: false }).first().waitFor()
  expect(await page.getByRole('button', { name: '過去で試す' }).isDisabled()).toBe(true)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('the list and the editor have no barriers, in light and dark, in English and on a phone', async () => {
  const { rules } = await ops.api.cockpit.rules.list()
  for (const look of [{}, { locale: 'en' }] as const) {
    for (const at of ['/settings/rules', `/settings/rules/${rules[0]!.id}`]) {
      const { page, errors } = await openPage(server, at, ops, look)
      await page.locator('main li a, main form').first().waitFor()
      await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'))
      expect(await barriersInEveryLook(page)).toEqual([])
      expect([at, errors]).toEqual([at, []])
    }
  }
})

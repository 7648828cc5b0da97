import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { firstAdminPath } from '#capabilities/access/server/index.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer({ web: builtPages })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxePlugin = {
  run: (options: RunOptions) => Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>
}

/** What an accessibility checker finds on a page (WCAG 2.2 AA), by rule. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: AxePlugin }).axe
    const { violations } = await run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

test('the first administrator comes in by the printed link, invites, and the invited joins', async () => {
  const link = (await firstAdminPath(server.database, new Date()))!
  const { page, errors } = await openPage(server, link)
  await page.getByLabel(/会社/).first().fill('春風ソフト株式会社')
  await page.getByLabel('お名前').fill('山田 花子')
  await page.getByLabel('メールアドレス').fill('ｈａｎａｋｏ@example.co.jp')
  await page.getByLabel('パスワード').first().fill('password1')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.getByText('よく使われるパスワードです').waitFor()
  await page.getByLabel('パスワード').first().fill('kawa no hotori')
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'))

  await page.goto(`${server.address}/settings/people`)
  await page.getByRole('button', { name: '招待する' }).click()
  await page.getByLabel('メールアドレス').fill('jiro@example.co.jp')
  await page.getByLabel('役割', { exact: true }).selectOption({ label: 'CSリーダー' })
  await page.getByRole('button', { name: 'リンクをつくる' }).click()
  const invitation = await page.getByLabel('招待のリンク').getByRole('textbox').inputValue()
  await page.keyboard.press('Escape')

  const jiro = await openPage(server, invitation.replace(server.address, ''), undefined, { locale: 'en', width: 390 })
  await jiro.page.getByLabel('Your name').fill('佐藤 次郎')
  await jiro.page.getByLabel('Password').first().fill('yama no itadaki')
  await jiro.page.getByRole('button', { name: 'Join' }).click()
  await jiro.page.waitForURL((url) => url.pathname !== '/join')

  // It appears on the administrator's page without a reload; a role taken away is taken back by undo.
  await page.getByText('佐藤 次郎').waitFor()
  await page.getByLabel('佐藤 次郎の役割').selectOption({ label: '閲覧者' })
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => page.getByLabel('佐藤 次郎の役割').inputValue()).toBe('leader')
  expect(await barriers(page)).toEqual([])
  expect([...errors, ...jiro.errors].filter((error) => !/40[134]|422/.test(error))).toEqual([])
})

test('one’s own settings: language, password, and where one is signed in', async () => {
  const csm = await server.signIn('csm')
  const { page, errors } = await openPage(server, '/settings', csm)
  await page.getByLabel('表示言語').selectOption({ label: 'English' })
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
  await page.getByLabel('Current password').fill('wrong')
  await page.getByLabel('New password').first().fill('umi no soko e')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('The password is not right').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.goto(`${server.address}/settings/changes`)
  await page
    .getByText(/not found|Page not found/i)
    .first()
    .waitFor()
  expect(errors.filter((error) => !/422/.test(error))).toEqual([])
})

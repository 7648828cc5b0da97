import { expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

const server = await testServer({ web: builtPages })

test('an administrator looks with the eyes of a colleague, under a bar that says so, and comes back', async () => {
  const admin = await server.signIn('admin')
  const viewer = await server.signIn('viewer')
  const { name } = await viewer.api.access.me.read()
  await admin.api.accounts.create({ name: '春風ソフト' })
  const { page, errors } = await openPage(server, '/settings/people', admin)
  await page.getByRole('button', { name: `${name}さんの操作` }).click()
  await page.getByRole('menuitem', { name: 'この人の見え方で見る' }).click()
  const bar = page.getByRole('region', { name: 'ほかの人の見え方' })
  await bar.getByText(`${name}さんの見え方で表示中`).waitFor()
  await page.goto(`${server.address}/customers`)
  await page.getByRole('link', { name: '春風ソフト' }).waitFor()
  await bar.getByText(/閲覧のみ・\d\d:\d\dから/).waitFor()
  expect(await page.getByRole('button', { name: '顧客を追加' }).count()).toBe(0)
  expect(await barriers(page)).toEqual([])
  await bar.getByRole('button', { name: '終了する' }).click()
  await bar.waitFor({ state: 'detached' })
  await page.goto(`${server.address}/settings/roles`)
  await page.getByText('閲覧者').first().waitFor()
  expect((await admin.api.access.me.read()).viewing).toBeNull()
  expect(errors.filter((error) => !/403/.test(error))).toEqual([])
})

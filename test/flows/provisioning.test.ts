import { expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

const server = await testServer({ web: builtPages })

test('an administrator makes a token for SCIM, sees it once, it works, and revoking it ends that', async () => {
  const admin = await server.signIn('admin')
  const { page, errors } = await openPage(server, '/settings/signIn', admin)
  await page.getByRole('button', { name: 'トークンを作る' }).click()
  await page.getByLabel('名前').fill('Entra ID')
  await page.getByLabel('追加した人の役割').selectOption({ label: '閲覧者' })
  await page.getByRole('dialog').getByRole('button', { name: 'トークンを作る' }).click()
  const token = await page.getByRole('textbox', { name: 'SCIMのトークン' }).inputValue()
  await page.getByRole('button', { name: '閉じる' }).last().click()
  const address = await page.getByLabel('SCIMのベースURL').inputValue()
  const ask = async () => (await fetch(`${address}/Users`, { headers: { authorization: `Bearer ${token}` } })).status
  expect(await ask()).toBe(200)
  expect(await page.content()).not.toContain(token)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'トークン「Entra ID」を取り消す' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取り消す' }).click()
  await page.getByText('「Entra ID」を取り消しました').waitFor()
  expect([await ask(), errors]).toEqual([401, []])
})

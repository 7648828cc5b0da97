import { expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { samlProvider } from '#test/servers/samlProvider.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { barriers } from './axe.ts'

const server = await testServer({ web: builtPages })

test('an administrator connects a provider by SAML, and the sign-in page offers it', async () => {
  const admin = await server.signIn('admin', await testWorkspace(server.database))
  const { page, errors } = await openPage(server, '/settings/signIn', admin)
  await page.getByRole('button', { name: 'IDプロバイダーをつなぐ' }).click()
  await page.getByRole('radiogroup').getByText('SAML 2.0').click()
  const own = await page.getByRole('textbox', { name: 'エンティティID（メタデータのURL）' }).inputValue()
  expect(await (await fetch(own)).text()).toContain('AssertionConsumerService')
  await page.getByRole('textbox', { name: 'IDプロバイダーのメタデータ' }).fill(samlProvider().metadata)
  await page.getByRole('textbox', { name: '表示名' }).fill('会社のアカウント')
  await page.getByRole('dialog').getByLabel('メールのドメイン').fill('saml.example.co.jp')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'つなぐ', exact: true }).click()
  await page.getByText('SAML 2.0 · saml.example.co.jp · idp.example').waitFor()
  const entry = await openPage(server, '/sign-in')
  await entry.page.getByLabel('メールアドレス').fill('hanako@saml.example.co.jp')
  await entry.page.getByRole('button', { name: '会社のアカウント' }).waitFor()
  expect([...errors, ...entry.errors]).toEqual([])
})

test('an administrator maps a group of the company to a role, and its people have it', async () => {
  const admin = await server.signIn('admin', await testWorkspace(server.database))
  const { token } = await admin.api.access.provisioning.create({ name: 'Entra ID', joinRole: 'viewer' })
  const ask = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await (await fetch(`${server.address}/scim/v2${path}`, init)).json()) as { id: string }
  }
  const { id } = await ask('/Users', { userName: 'hanako@example.co.jp', displayName: '山田 花子' })
  await ask('/Groups', { displayName: 'カスタマーサクセス部', members: [{ value: id }] })
  const { page, errors } = await openPage(server, '/settings/signIn', admin)
  await page.getByRole('button', { name: 'グループ「カスタマーサクセス部」に割り当てる' }).click()
  await page.getByRole('dialog').getByLabel('役割', { exact: true }).selectOption({ label: 'CSリーダー' })
  expect(await barriers(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('1名 · 役割は「CSリーダー」').waitFor()
  const { people } = await admin.api.access.people.list()
  expect([people.find((one) => one.id === id)?.role, errors]).toEqual(['leader', []])
})

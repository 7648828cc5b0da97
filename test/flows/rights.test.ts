import { expect, test } from 'vitest'
import { barriers } from '#test/flows/axe.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer({ web: builtPages })

test('an administrator puts people into a team, and takes it back', async () => {
  const [admin, csm] = [await server.signIn('admin'), await server.signIn('csm')]
  const { page, errors } = await openPage(server, '/settings/teams', admin)
  await page.getByRole('button', { name: 'チームをつくる' }).click()
  await page.getByLabel('チームの名前').fill('東日本')
  const members = page.getByRole('combobox', { name: 'メンバー' })
  await members.click()
  await page.getByRole('option', { name: 'csm' }).click()
  await page.getByRole('heading', { name: 'チームをつくる' }).click() // the list closes
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'つくる', exact: true }).click()
  await page.getByText('チーム「東日本」をつくりました').waitFor()
  const { teams } = await admin.api.access.teams.list()
  expect(teams).toMatchObject([{ name: '東日本', kind: 'own', members: [{ personId: csm.personId, leads: false }] }])
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(async () => (await admin.api.access.teams.list()).teams).toEqual([])
  expect(errors).toEqual([])
})

test('a role is made from another one: what its reach rules out cannot be ticked; its people do without', async () => {
  const admin = await server.signIn('admin')
  const look = { width: 390, locale: 'en', dark: true } as const
  const { page, errors } = await openPage(server, '/settings/roles', admin, look)
  await page.getByRole('button', { name: 'What can be done with the role CS Ops' }).click()
  await page.getByRole('menuitem', { name: 'Make one from this' }).click()
  await page.getByLabel('Name (Japanese)').fill('担当のみ')
  await page.getByLabel('Name (English)').fill('Own book')
  await page.getByLabel('Customers it reaches').selectOption({ label: 'Customers one looks after' })
  expect(await page.getByRole('checkbox', { name: 'Manage segments' }).isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: 'Export customers' }).uncheck()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Make the role' }).click()
  await page.getByText('Role “Own book” made').waitFor()
  const { roles } = await admin.api.access.roles.list()
  const made = roles.find(({ label }) => label.en === 'Own book')!
  expect(made).toMatchObject({ rowScope: 'book', builtIn: false })
  const { page: theirs } = await openPage(server, '/customers', await server.signIn(made.key))
  await theirs.getByRole('heading', { name: '顧客' }).first().waitFor()
  for (const name of ['顧客を追加', '書き出す']) expect(await theirs.getByRole('button', { name }).count()).toBe(0)
  expect(errors).toEqual([])
})

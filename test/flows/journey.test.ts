import { beforeAll, expect, test, vi } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { linkMap } from '#test/build/linkedMap.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
let id: string
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  id = (await mori.api.accounts.create({ name: '南天商事株式会社', signedUpOn: dayAgo(150), touchModel: 'low' })).id
  await mori.api.accounts.create({ name: '若草電機', signedUpOn: dayAgo(5), touchModel: 'low' })
  await vi.waitFor(async () => expect((await mori.api.following.columns({})).columns[0]?.accounts).toBe(2), patience)
})

test('the board shows who is stalled first; a card is moved with a reason and put back', async () => {
  const { page, errors } = await openPage(server, '/journey', mori)
  const onboarding = page.getByRole('region', { name: '導入期' })
  const adoption = page.getByRole('region', { name: '定着期' })
  await onboarding.getByText('150日目').waitFor(patience)
  expect(await onboarding.getByRole('listitem').first().textContent()).toContain('南天商事株式会社')
  await onboarding.getByRole('link', { name: /停滞 1社/ }).waitFor()
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: '南天商事株式会社の操作' }).click()
  await page.getByRole('menuitem', { name: '「定着期」に移す…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '移す' }).click()
  await dialog.getByText('理由を入力してください').waitFor(patience)
  await dialog.getByLabel(/^理由/).fill('現場で使われ始めたため')
  await dialog.getByRole('button', { name: '移す' }).click()
  await adoption.getByRole('link', { name: '南天商事株式会社' }).waitFor(patience)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await onboarding.getByRole('link', { name: '南天商事株式会社' }).waitFor(patience)
  expect(errors).toEqual([])
})

test('what blocks is taken down on the customer page, and is seen on the board', async () => {
  const { page, errors } = await openPage(server, `/customers/${id}`, mori)
  await page.getByRole('button', { name: '原因を書きとめる' }).click(patience)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^何が妨げ/).fill('社内の稟議が通っていない')
  await dialog.getByLabel(/^いつから/).fill(dayAgo(10))
  await dialog.getByRole('button', { name: '保存する' }).click()
  await page.getByText('社内の稟議が通っていない').waitFor(patience)
  await page.getByText(/^苦労の度合い 50点/).waitFor(patience)
  await expect.poll(async () => (await mori.api.following.columns({})).columns[0]?.blocked).toBe(1)
  await page.goto(`${server.address}/journey?tab=stuck`)
  const stuck = page.getByRole('region', { name: '遅れている顧客に足りないもの' })
  await stuck.getByRole('row', { name: /基本の機能/ }).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await page.goto(`${server.address}/journey`)
  await page.getByText('顧客側で10日').waitFor(patience)
  expect(errors).toEqual([])
})

test('a milestone says what counts for it, and leads to the step, the template and the item that its map names', async () => {
  await linkMap(mori.api.journey, 'first_value', { plans: ['onboarding'], content: ['roles_guide'] })
  const { page, errors } = await openPage(server, `/customers/${id}`, mori)
  await page.getByText(/^到達とみなすもの: .*がわかっている/).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: '推進者・運用担当・決裁者の役割' }).first().click()
  await page.getByRole('heading', { name: '推進者・運用担当・決裁者の役割' }).first().waitFor(patience)
  await page.goBack()
  await page.getByText('このステップの完了でも到達').getByRole('link').click(patience)
  await page.getByRole('button', { name: 'プランを作る' }).waitFor(patience)
  expect(errors).toEqual([])
})

test('each figure of the flow and of the days opens its customers', async () => {
  const { page, errors } = await openPage(server, '/journey?tab=flow', mori, { locale: 'en' })
  const flow = page.getByRole('region', { name: 'Flow between phases' })
  await flow.getByRole('row', { name: /^Start → Onboarding/ }).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: 'Time in phase' }).click()
  const days = page.getByRole('region', { name: 'Days taken' })
  await days.getByRole('button', { name: '2' }).first().click(patience)
  await page.getByRole('dialog').getByRole('link', { name: '若草電機' }).waitFor(patience)
  await page.keyboard.press('Escape')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: 'Versions compared' }).click()
  await page.getByRole('region', { name: 'Versions', exact: true }).getByText('Version 1').waitFor(patience)
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('on a phone the board shows one phase at a time, chosen by its name and kept in the address', async () => {
  const { page, errors } = await openPage(server, '/journey', mori, { width: 390 })
  const phases = page.getByRole('group', { name: 'フェーズごとの顧客' })
  await phases.getByRole('button', { name: /^導入期 [1-9]/, pressed: true }).waitFor(patience)
  await phases.getByRole('button', { name: /^定着期/ }).press('Enter')
  await page.getByRole('region', { name: '定着期' }).waitFor(patience)
  expect(await page.getByRole('region', { name: '導入期' }).count()).toBe(0)
  expect(page.url()).toContain('phase=adoption')
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

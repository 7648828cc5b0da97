import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('leader')
  await mori.api.cockpit.rules.turn({ key: 'owner_missing', isOn: false })
})

/** Somebody new with customers of their own and a CTA about each; the more it takes, the lower it ranks. */
async function somebodyWith(...titles: string[]): Promise<Visitor> {
  const person = await server.signIn('csm')
  for (const [at, title] of titles.entries()) {
    const { id } = await person.api.accounts.create({ name: `顧客${title}`, assignments: { csm: person.personId } })
    await person.api.cockpit.ctas.create({ accountId: id, kind: 'risk', title, effortMinutes: 10 * (at + 1) })
  }
  return person
}

const list = (page: Page) => page.getByRole('list', { name: '今日やること' })
const titles = async (page: Page) =>
  (await list(page).getByRole('listitem').allTextContents()).map((text) => /· ([ぁ-ん]{2})/.exec(text)?.[1])

test('the day is worked through from the keyboard: done with an outcome, put off, and taken back', async () => {
  const { page, errors } = await openPage(server, '/', await somebodyWith('ああ', 'いい', 'うう'))
  await expect.poll(() => titles(page), patience).toEqual(['ああ', 'いい', 'うう'])
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await page.getByRole('radio', { name: '効果がなかった' }).check()
  await page.getByRole('dialog').getByRole('button', { name: '完了にする' }).click()
  await expect.poll(() => titles(page), patience).toEqual(['ああ', 'うう'])
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => titles(page), patience).toEqual(['ああ', 'いい', 'うう'])
  await page.keyboard.press('s')
  await page.getByRole('button', { name: '来週の月曜' }).click()
  await page.getByText(/後回しにしました/).waitFor()
  await expect.poll(async () => (await titles(page)).length, patience).toBe(2)
  expect(errors).toEqual([])
})

test('why a line stands where it does opens into its factors', async () => {
  const { page } = await openPage(server, '/', await somebodyWith('ああ'))
  await list(page).waitFor()
  await page.keyboard.press('w')
  await page.getByText('人が作ったCTAの見込み 50%').waitFor()
  expect(await page.getByText('÷ 10分').count()).toBe(1)
})

test('what others add arrives without reload, and moves nothing until it is asked for', async () => {
  const person = await somebodyWith('ああ', 'いい')
  const { page } = await openPage(server, '/', person)
  await expect.poll(() => titles(page), patience).toEqual(['ああ', 'いい'])
  const { id } = await mori.api.accounts.create({ name: '顧客うう' })
  await mori.api.cockpit.ctas.create({
    accountId: id,
    kind: 'risk',
    title: 'うう',
    effortMinutes: 5,
    ownerId: person.personId,
  })
  await page.getByText('新しい項目が1件あります').waitFor(patience)
  expect(await titles(page)).toEqual(['ああ', 'いい'])
  await page.getByRole('button', { name: '表示する' }).click()
  expect(await titles(page)).toEqual(['うう', 'ああ', 'いい'])
})

test('an empty day is done, and says so', async () => {
  const { page } = await openPage(server, '/', await somebodyWith('ああ'))
  await list(page).waitFor()
  await page.keyboard.press('e')
  await page.getByRole('dialog').getByRole('button', { name: '完了にする' }).click()
  await page.getByRole('heading', { name: '今日やることは終わりました' }).waitFor(patience)
})

test('a CTA is written for a customer found by part of its name', async () => {
  const { page } = await openPage(server, '/', await somebodyWith('ああ'))
  await list(page).waitFor()
  await page.keyboard.press('c')
  await page.getByRole('dialog').getByLabel('顧客', { exact: false }).first().fill('ああ')
  await page.getByRole('option', { name: '顧客ああ' }).first().click()
  await page.getByLabel('やること', { exact: false }).last().fill('おお')
  await page.getByRole('button', { name: '作成する', exact: true }).click()
  await page.getByText('作成しました').waitFor(patience)
})

test('below the day stand the customers one looks after, and the list of all of them is a click away', async () => {
  const { page } = await openPage(server, '/', await somebodyWith('ああ'))
  const own = page.getByRole('region', { name: '担当の顧客' })
  await own.getByRole('link', { name: '顧客ああ' }).waitFor(patience)
  await own.getByRole('link', { name: 'すべて見る' }).click()
  await page.getByRole('grid', { name: '顧客' }).getByRole('link', { name: '顧客ああ' }).waitFor(patience)
})

test('Today has no barriers, in light and dark and on a phone', async () => {
  const person = await somebodyWith('ああ', 'いい')
  const { page } = await openPage(server, '/', person)
  await list(page).waitFor()
  await page.keyboard.press('w')
  expect(await barriersInEveryLook(page)).toEqual([])
})

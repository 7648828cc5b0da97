import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let ops: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  ops = await server.signIn('cs_ops')
  for (const [name, employees] of [['青葉商事', 40], ['若松精機', 400], ['大和運輸', 4000]] as const)
    await ops.api.accounts.create({ name: `${name}株式会社`, employees }) // biome-ignore format: three customers
})

const axes = async () => (await ops.api.facts.segments.list()).axes

/** Goes on with the Tab key until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent
      return element?.getAttribute('aria-label') ?? label ?? ''
    })
    if (focused.startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not lead to ${name}`)
}

test('an axis and a segment are built with the keyboard alone, and say beforehand who would be in it', async () => {
  const { page, errors } = await openPage(server, '/settings/segments', ops)
  const { keyboard } = page
  await page.getByText('軸はまだありません').waitFor()
  await tabTo(page, '軸を追加する')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, '名前')
  await keyboard.type('規模')
  await tabTo(page, '1社は1つ')
  await keyboard.press('Space')
  await tabTo(page, '追加する')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: '規模' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await tabTo(page, 'セグメントを追加する')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, '名前')
  await keyboard.type('大きい会社')
  await page.getByRole('button', { name: '条件を追加する' }).waitFor()
  await tabTo(page, '条件を追加する')
  await keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await tabTo(page, '項目')
  await keyboard.type('従業員数')
  await keyboard.press('Enter')
  await page.getByLabel('値', { exact: true }).waitFor()
  await tabTo(page, '追加する')
  await keyboard.press('Enter')
  await page.getByText('条件を最後まで入力してください').waitFor()
  await tabTo(page, '値')
  await keyboard.type('1000')
  await page.getByText('入る顧客: 1社').waitFor()
  await page.getByText('どれにも入らない顧客: 3社 → 2社').waitFor()
  expect(await barriers(page)).toEqual([])
  await tabTo(page, '追加する')
  await keyboard.press('Enter')
  await expect.poll(async () => (await axes())[0]?.segments[0]?.members, patience).toBe(1)
  expect((await axes())[0]).toMatchObject({ exclusive: true, leftovers: { accounts: 2 } })
  await page.getByText('33.3%').waitFor()
  expect(errors).toEqual([])
})

test('the customers that are in none are found in the list, and the segment is a column there', async () => {
  const { page } = await openPage(server, '/settings/segments', ops)
  await page.getByRole('link', { name: 'どれにも入らない顧客' }).click()
  await page.getByRole('link', { name: '若松精機株式会社' }).waitFor()
  expect(await page.getByRole('link', { name: '大和運輸株式会社' }).count()).toBe(0)
  const { segments } = (await axes())[0]!
  await page.goto(
    `${server.address}/customers?cols=segments&c=${encodeURIComponent(`"${segments[0]!.key}" in segments`)}`,
  )
  await page.getByRole('gridcell', { name: '大きい会社' }).waitFor()
  await page.getByRole('link', { name: 'セグメントのページ' }).click()
  await page.getByRole('heading', { name: '大きい会社' }).waitFor()
})

test('customers that were selected are added to a segment by hand, and taken off again by undo', async () => {
  const [axis] = await axes()
  await ops.api.facts.segments.create({ axisId: axis!.id, label: { ja: '試用', en: 'Pilot' }, kind: 'static' })
  const { page } = await openPage(server, '/customers', ops)
  await page.getByRole('link', { name: '青葉商事株式会社' }).waitFor()
  await page.getByRole('checkbox', { name: '青葉商事株式会社' }).first().click()
  await page.getByRole('button', { name: 'セグメントに追加する' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '追加する', exact: true }).click()
  await page.getByText('1社を「試用」に追加しました').waitFor()
  const members = async () => (await axes())[0]!.segments.find((one) => one.label.ja === '試用')!.members
  await expect.poll(members, patience).toBe(1)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(members, patience).toBe(0)
})

test('the page of a segment has no barriers, in light and dark, in both languages and on a phone', async () => {
  const { id } = (await axes())[0]!.segments[0]!
  for (const look of [{}, { locale: 'en' }] as const) {
    const { page, errors } = await openPage(server, `/segments/${id}`, ops, look)
    await page.getByRole('link', { name: '大和運輸株式会社' }).waitFor()
    expect(await barriersInEveryLook(page)).toEqual([])
    await page.goto(`${server.address}/settings/segments`)
    await page.getByRole('link', { name: '大きい会社' }).waitFor()
    expect(await barriersInEveryLook(page)).toEqual([])
    expect(errors).toEqual([])
  }
})

test('the catalogue finds a fact, tells what uses it, and leads to the list with it as a column', async () => {
  const { page, errors } = await openPage(server, '/settings/facts', ops)
  await page.getByRole('searchbox', { name: '項目を名前やキーで探す' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('従業員')
  await page.getByRole('button', { name: /account\.employees/ }).press('Enter')
  await page.getByRole('link', { name: '大きい会社' }).waitFor()
  await page.getByText('3 / 3社').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: 'この項目を列にして顧客の一覧を見る' }).click()
  await page.getByRole('gridcell', { name: '4,000' }).waitFor()
  expect(errors).toEqual([])
})

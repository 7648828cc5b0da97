import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addMonths, dayOf } from '#kernel/day.ts'
import { leavers } from '#test/build/leavers.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { barriers, barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }
const rule = {
  label: { ja: '大きな契約', en: 'Large contract' },
  help: { ja: '', en: '' },
  condition: 'contract.arr >= 1000000',
  kind: 'upsell' as const,
  offered: { is: 'same' as const },
  sharePercent: 10,
  holdDays: 0,
  coolDownDays: 30,
}

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  await mori.api.expansion.setRule({ key: 'large', version: 0, draft: rule })
  await customer('若草電機', '巡回ノート', 2_400_000)
  await customer('須磨浦食品', '帳票プラス', 600_000)
  await leavers(server.database, testEvents(), server.workspace.id)
})

async function customer(name: string, product: string, amount: number): Promise<void> {
  const { id } = await mori.api.accounts.create({ name })
  const startOn = addMonths(dayOf(Date.now(), 'Asia/Tokyo'), -6)
  const price = { startOn, amount, quantity: 20, intervalMonths: 12 }
  await mori.api.revenue.create({ id, startOn, name: '年間契約', lines: [{ product, price }] })
}

const list = (page: Page) => page.getByRole('grid', { name: '拡大機会' })

test('what was found is held back with what is missing, taken further, taken back, and won into the contract', async () => {
  const { page, errors } = await openPage(server, '/renewals/expansion', mori)
  const row = list(page).getByRole('link', { name: '若草電機' })
  await row.waitFor(patience)
  await list(page).getByText('保留').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await row.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('導入を終えている').waitFor(patience)
  await dialog.getByLabel('段階').selectOption('talked')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('button', { name: '元に戻す' }).click(patience)
  await expect.poll(() => dialog.getByLabel('段階').inputValue(), patience).toBe('found')
  await dialog.getByRole('button', { name: '成立した' }).click()
  const winning = page.getByRole('dialog', { name: '成立として終える' })
  await winning.getByLabel('変更後の数量').fill('25')
  await winning.getByLabel('変更後の金額', { exact: false }).fill('3,000,000')
  await winning.getByRole('button', { name: '成立として終える' }).click()
  await page.getByRole('link', { name: /^成立.*1件/ }).click(patience)
  await list(page).getByText('¥600,000').waitFor(patience)
  expect(errors).toEqual([])
})

test('an empty field of the white space begins an opportunity; rules and what must be first can be read', async () => {
  const { page, errors } = await openPage(server, '/renewals/expansion?view=space', mori)
  await page.getByRole('button', { name: /^須磨浦食品・巡回ノート/ }).click(patience)
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel(/^製品/).inputValue()).toBe('巡回ノート')
  await dialog.getByRole('button', { name: '追加する' }).click()
  await page.getByRole('button', { name: '須磨浦食品・巡回ノートの進行中の機会を開く' }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.goto(`${server.address}/settings/expansion`)
  await page.getByRole('switch', { name: '「大きな契約」を使う' }).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('the study says what differed and from when, and leads to the customers', async () => {
  const { page, errors } = await openPage(server, '/renewals/study', mori, { locale: 'en' })
  const paths = page.getByRole('region', { name: 'What differed before the end' })
  await paths.getByRole('row', { name: /^Health score 90 days before/ }).waitFor(patience)
  await page.getByRole('link', { name: 'Tech touch' }).click()
  const lost = page.getByRole('region', { name: 'Customers who left' })
  await lost.getByText('12 customers').waitFor(patience)
  expect(await lost.getByRole('link', { name: '離反研究所0' }).count()).toBe(1)
  expect(await barriersInEveryLook(page)).toEqual([])
  expect(errors).toEqual([])
})

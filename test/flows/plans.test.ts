import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
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
  id = (await mori.api.accounts.create({ name: '若草電機' })).id
})

test('a plan is made from the template, a step is done and taken back, and the operator’s time moves the finish', async () => {
  const { page, errors } = await openPage(server, `/customers/${id}?tab=plan`, mori)
  await page.getByRole('button', { name: 'プランを作る' }).click(patience)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^キックオフの日/).fill(dayAgo(14))
  await dialog.getByRole('button', { name: '作る' }).click()
  const agree = page.getByRole('region', { name: '合意する' })
  await agree.getByRole('button', { name: '「営業から引き継ぐ」を完了にする' }).click(patience)
  await agree.getByText(/さんが完了にしました/).waitFor(patience)
  await page.getByRole('button', { name: '元に戻す' }).last().click()
  await agree.getByRole('button', { name: '「営業から引き継ぐ」を完了にする' }).waitFor(patience)
  await page.getByRole('button', { name: '運用担当を変える' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/^このプランにあてられる時間/)
    .fill('0.5')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('完了見込みの理由').click(patience)
  await page.getByText('作業にあてられる時間(運用担当は週0.5時間)').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'ガント' }).click()
  await page.getByRole('img', { name: /の日程$/ }).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'ボード' }).click()
  // A card is carried into the next column, and is undone by the way back.
  const ready = page.getByRole('region', { name: '着手できる' })
  const doing = page.getByRole('region', { name: '進行中' })
  const place = { targetPosition: { x: 40, y: 20 } }
  await ready.locator('article', { hasText: '営業から引き継ぐ' }).dragTo(doing, place)
  await doing.getByText('営業から引き継ぐ').waitFor(patience)
  await page.getByRole('button', { name: '元に戻す' }).last().click()
  await ready.getByText('営業から引き継ぐ').waitFor(patience)
  // What somebody else does meanwhile is seen without a reload.
  const { steps } = (await mori.api.plans.ofAccount({ id })).plans[0]!
  const [first] = steps
  await mori.api.plans.setStep({
    id: first!.id,
    version: first!.version,
    state: { is: 'done', on: dayAgo(1), by: 'us' },
  })
  await page.getByRole('region', { name: '終了' }).getByText('営業から引き継ぐ').waitFor(patience)
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('all plans tell which are late and where they are held up, and lead to the customer', async () => {
  const late = await mori.api.accounts.create({ name: '須磨浦食品' })
  const plan = { template: 'onboarding', kickOffOn: dayAgo(14), targetOn: null }
  await mori.api.plans.create({ accountId: late.id, ...plan })
  const { page, errors } = await openPage(server, '/plans', mori, { locale: 'en' })
  const list = page.getByRole('grid', { name: 'Success plans' })
  await list.getByRole('link', { name: '須磨浦食品' }).waitFor(patience)
  await page.getByRole('link', { name: /^Take over from sales/ }).click()
  await page.waitForURL(/step=handover/)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: 'Onboarding' }).click()
  const times = page.getByRole('table').first()
  await times.getByRole('row', { name: /^All/ }).getByRole('link').first().click()
  await page
    .getByRole('dialog', { name: /^Customers who started/ })
    .getByRole('link', { name: '須磨浦食品' })
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'How steps went' }).click()
  await page.getByRole('row', { name: /^Take over from sales/ }).waitFor(patience)
  expect(errors).toEqual([])
})

test('a template refuses a circle with its steps named, and is published with a note', async () => {
  const { page, errors } = await openPage(server, '/settings/plans', mori)
  const ready = page.getByRole('link', { name: '導入期の標準プラン' })
  await ready.waitFor(patience)
  await ready.click()
  const menu = page.getByRole('button', { name: '「営業から引き継ぐ」の操作' })
  const change = async () => {
    await menu.click(patience)
    await page.getByRole('menuitem', { name: '変える' }).click(patience)
  }
  await change()
  const dialog = page.getByRole('dialog', { name: '変える' })
  await dialog.getByText('先に終えるステップ(0件)').click(patience)
  const kickOff = dialog.getByRole('checkbox', { name: 'キックオフを開く' })
  await kickOff.check()
  await dialog.getByRole('button', { name: '決める' }).click()
  await dialog.getByText(/営業から引き継ぐ → .*→ 営業から引き継ぐ/).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  await kickOff.uncheck()
  await dialog.getByLabel(/^かけてよい日数/).fill('３')
  await dialog.getByRole('button', { name: '決める' }).click()
  // What is not published yet is not left behind without a question.
  await page.getByRole('link', { name: 'プランのひな型' }).click()
  const leaving = page.getByRole('dialog', { name: '公開していない変更があります' })
  await leaving.getByRole('button', { name: 'やめる' }).click()
  await page.getByRole('button', { name: '公開する' }).click()
  const publish = page.getByRole('dialog', { name: '公開する' })
  await publish.getByLabel(/^変えた理由/).fill('引き継ぎに三日かかるため')
  await publish.getByRole('button', { name: '公開する' }).click()
  await page.getByText(/^第2版/).waitFor(patience)
  expect(errors).toEqual([])
})

test('what people stall a start by stands on the plan, is a signal of the customer, and is over once it is mended', async () => {
  const account = await mori.api.accounts.create({ name: '逢坂商会' })
  const both = await mori.api.accounts.contacts.create({ id: account.id, name: '高取 さくら' })
  const { api } = mori
  await api.plans.create({ accountId: account.id, template: 'onboarding', kickOffOn: dayAgo(1), targetOn: null })
  const put = async (role: 'promoter' | 'operator', hoursAWeek: number | null, contactId: string | null) => {
    const { id: plan, people } = (await api.plans.ofAccount({ id: account.id })).plans[0]!
    const version = people.find((one) => one.role === role)?.version ?? 0
    const part = { personId: null, duty: '', agreedOn: null, agreement: '', contactId, hoursAWeek }
    await api.plans.setPart({ id: plan, version, role, ...part })
  }
  await put('promoter', null, both.id)
  await put('operator', 0, both.id)
  const { page, errors } = await openPage(server, `/customers/${account.id}?tab=plan`, mori)
  const bands = page.getByRole('list', { name: '立ち上がりの妨げ' })
  await bands.getByText('推進者と運用担当が同じ人です。').waitFor(patience)
  for (const words of ['運用担当の時間がありません', '決裁者が決まっていません', '合意がそろっていません'])
    await bands.getByText(words).waitFor(patience)
  await page.goto(`${server.address}/customers/${account.id}?tab=health`)
  await page.getByText('推進者が運用担当を兼ねています。').first().waitFor(patience)
  await page.getByText('今も続いている').nth(1).waitFor(patience)
  await put('operator', 10, null)
  await page.getByText('今は当てはまらない').nth(1).waitFor(patience)
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

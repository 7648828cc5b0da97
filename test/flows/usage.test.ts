import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axeCore from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What an accessibility checker finds on a page (WCAG 2.2 AA), by rule. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: typeof axeCore }).axe
    const { violations } = await run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

let server: TestServer
let admin: Visitor
let key: string
beforeAll(async () => {
  server = await testServer({ web: builtPages })
  admin = await server.signIn()
})

const send = (...batch: object[]) =>
  fetch(`${server.address}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
  })
const track = (event: string, userId = 'u1') => ({ type: 'track', event, userId, context: { groupId: 'alpha' } })

test('a product is connected: a key, the code to paste, and the first event on the open page', async () => {
  const { page, errors } = await openPage(server, '/ingest', admin)
  await page.getByText('まだ何も届いていません').waitFor()
  await page.getByRole('link', { name: '書き込みキーを作る' }).click()
  await page.getByRole('button', { name: 'キーを作る' }).click()
  await page.getByLabel('名前').fill('本番サーバー')
  await page.getByRole('dialog').getByRole('button', { name: 'キーを作る' }).click()
  key = await page.getByRole('dialog').getByLabel('書き込みキー').inputValue()
  await page.getByRole('button', { name: '閉じる', exact: true }).last().click()
  await page.getByText(`writeKey: '${key}'`).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: '届いているデータ' }).click()
  await send(track('レポートを開いた'), { type: 'group', userId: 'u1', groupId: 'alpha', traits: { name: 'アルファ' } })
  await page.getByRole('button', { name: /レポートを開いた.*操作/ }).waitFor()
  await page.getByText('顧客に結び付いていない ID').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
})

test('what could not be accepted is put right and taken in', async () => {
  const { page, errors } = await openPage(server, '/ingest?tab=refused', admin)
  await page.getByText('受け取れなかったデータはありません').waitFor()
  await send({ type: 'track', userId: 'u1', properties: { plan: 'pro' } })
  await page.getByText('必要な値がありません').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '直して送る' }).click()
  const message = page.getByLabel('内容(JSON)')
  await message.fill((await message.inputValue()).replace('"type": "track"', '"type": "track", "event": "直した操作"'))
  await page.getByRole('button', { name: '受け取る', exact: true }).click()
  await page.getByText('受け取れなかったデータはありません').waitFor()
  expect(errors).toEqual([])
})

test('a customer shows its use: over time, by feature, and who', async () => {
  const account = await buildTrackedAccount(server.database, server.workspace, 'alpha')
  const { page, errors } = await openPage(server, `/customers/${account}?tab=usage`, admin)
  await send(track('保存した', 'sato@example.jp'), track('保存した', 'suzuki@example.jp'))
  await page.getByText('sato@example.jp').waitFor()
  await page.getByRole('img', { name: '機能ごとの利用' }).waitFor()
  await page.getByRole('img', { name: '週次利用者数' }).waitFor()
  expect(errors).toEqual([])
})

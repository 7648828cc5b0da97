import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { webhookReceiver } from '#test/servers/receiver.ts'
import { testServer } from '#test/servers/server.ts'
import { barriersInEveryLook } from './axe.ts'

const patience = { timeout: 45_000 }

test('all that was told is shown page by page and by what became of it, and what failed is sent again', async () => {
  const server = await testServer({ web: builtPages })
  const mori = await server.signIn('admin')
  const receiver = await webhookReceiver()
  const { endpoint } = await mori.api.webhooks.create({ name: '基幹', url: receiver.url, events: ['account.created'] })
  for (let i = 0; i < 10; i++) await mori.api.webhooks.test({ id: endpoint.id })
  await expect.poll(() => receiver.told.length, patience).toBe(10)
  const fail = sql`update webhook_deliveries set status = 'failed' where id = (select min(id::text)::uuid from webhook_deliveries)`
  await expect
    .poll(async () => (await mori.api.webhooks.deliveries({ id: endpoint.id, status: 'done' })).rows.length, patience)
    .toBe(10)
  await server.database.system((tx) => fail.execute(tx))
  const { page, errors } = await openPage(server, '/settings/webhooks', mori)
  await expect.poll(() => page.locator('details').count(), patience).toBe(8)
  await page.getByRole('button', { name: '以前のものを表示' }).click()
  await expect.poll(() => page.locator('details').count(), patience).toBe(10)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.getByText('失敗', { exact: true }).first().click()
  await expect.poll(() => page.locator('details').count(), patience).toBe(1)
  await page.getByRole('button', { name: '届かなかったものを再送' }).click()
  await expect.poll(() => receiver.told.length, patience).toBe(11)
  expect(errors).toEqual([])
})

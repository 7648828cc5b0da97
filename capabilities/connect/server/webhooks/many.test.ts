import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Receiver, webhookReceiver } from '#test/servers/receiver.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const [receivers, hanging, accounts] = [50, 5, 20]

/** How many deliveries are done, of receivers that are well and of the others. */
async function done(well: readonly string[]) {
  const rows = await server.database.ask(sql<{ well: number; others: number }>`
    select count(*) filter (where e.url = any(${well}::text[]))::int as well,
      count(*) filter (where e.url <> all(${well}::text[]))::int as others
    from webhook_deliveries d join webhook_endpoints e on e.workspace_id = d.workspace_id and e.id = d.endpoint_id
    where d.status = 'done'
  `)
  return rows[0]!
}

test('of fifty receivers five hang and five flap: the others are told all meanwhile, and nothing is lost', async ({
  task,
}) => {
  task.meta.cases = receivers * accounts
  const all: Receiver[] = []
  for (let i = 0; i < receivers; i++) {
    const receiver = await webhookReceiver(i < hanging ? null : i < 2 * hanging ? 500 : 200)
    await admin.api.webhooks.create({ name: `${i}`, url: receiver.url, events: ['account.created'] })
    all.push(receiver)
  }
  const well = all.slice(2 * hanging).map(({ url }) => url)
  const rows = Array.from({ length: accounts }, (_, i) => ({ externalId: `${i}`, name: `顧客${i}` }))
  await admin.api.accounts.upsert({ source: 'erp', rows })
  await expect.poll(async () => (await done(well)).well, { timeout: 30_000 }).toBe(well.length * accounts)
  expect((await done(well)).others).toBe(0)
  for (const receiver of all) receiver.answer(200)
  // As if the pauses between attempts went by.
  const pass = sql`update webhook_deliveries set next_at = now() where status = 'due' and next_at > now()`
  const others = async () => {
    await server.database.system((tx) => pass.execute(tx))
    return (await done(well)).others
  }
  await expect.poll(others, { timeout: 30_000, interval: 300 }).toBe(2 * hanging * accounts)
  const ids = all.map(({ told }) => new Set(told.map(({ headers }) => headers['webhook-id'])).size)
  expect(ids).toEqual(all.map(() => accounts))
}, 120_000)

// The product in a process of its own that can be killed and started again on the same data.
import { sql } from 'kysely'
import { firstAdminPath } from '#capabilities/access/server/index.ts'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { administrator } from './product.ts'

export type Ready = { address: string; key: string }
/** Which requests and accounts are there: of each request how many rows and how many different messages. */
export type Seen = { requests: { request: number; rows: number; messages: number }[]; accounts: string[] }
/** What is in the event store: events, different ones, uses by the roll-up, and by whom. */
export type Found = { rows: number; messages: number; uses: number; byUser: Record<string, number> }

const [directory, stores = '{}'] = process.argv.slice(2)
const environment = { PORT: '0', ...(JSON.parse(stores) as Record<string, string>) }
const { app, address, stop } = await serve(readSettings(['--data', directory!], environment))
const key = newWriteKey()
const workspace = await workspaceWithKey(key)
process.on('message', (message) => {
  if (message === 'stop') void stop().then(() => process.exit(0))
  if (message === 'count') void count()
  if (message === 'plant') void plant()
  if (message === 'look') void look()
})
process.on('disconnect', () => process.exit(1)) // whoever broke it is gone
process.send!({ address, key } satisfies Ready)

async function workspaceWithKey(fresh: string): Promise<WorkspaceId> {
  await setUp()
  return app.database.system(async (tx) => {
    const { rows } = await sql<{ id: WorkspaceId }>`select workspace_id as id from workspaces`.execute(tx)
    const { id } = rows[0]!
    await sql`insert into write_keys (workspace_id, id, name, key_hash, prefix)
      values (${id}, gen_random_uuid(), 'chaos', ${writeKeyHash(fresh)}, ${fresh.slice(0, 8)})`.execute(tx)
    return id
  })
}

/** The first start makes the workspace and its administrator, as whoever follows the link does. */
async function setUp(): Promise<void> {
  const link = await firstAdminPath(app.database, new Date())
  if (!link) return
  const [, token] = link.split('token=')
  const settings = { name: 'chaos', locale: 'ja', timeZone: 'Asia/Tokyo', currency: 'JPY', fiscalStartMonth: 4 }
  const answer = await fetch(`${address}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'chaos', ...administrator, workspace: settings }),
  })
  if (!answer.ok) throw new Error(`setting up: ${answer.status} ${await answer.text()}`)
}

async function look(): Promise<void> {
  await app.ingest.projector.settled()
  const requests = await app.events.query<Seen['requests'][number]>(
    `select toUInt32(props.request) as request, count() as rows, uniqExact(message) as messages
     from events final where gone = 0 and workspace_id = {workspace:UUID} and event = 'use' group by request`,
    { workspace },
  )
  const { rows } = await app.database.system((tx) =>
    sql<{ name: string }>`select name from accounts where workspace_id = ${workspace}`.execute(tx),
  )
  process.send!({ requests, accounts: rows.map(({ name }) => name) } satisfies Seen)
}

async function count(): Promise<void> {
  await app.ingest.projector.settled()
  const where = 'final where workspace_id = {workspace:UUID}'
  const params = { workspace }
  const [raw] = await app.events.query<{ rows: number; messages: number }>(
    `select count() as rows, uniqExact(message) as messages from events ${where}`,
    params,
  )
  const users = await app.events.query<{ user: string; uses: number }>(
    `select user_key as user, sum(uses) as uses from usage_days ${where} group by user`,
    params,
  )
  const byUser = Object.fromEntries(users.map(({ user, uses }) => [user, uses]))
  process.send!({ ...raw!, byUser, uses: users.reduce((sum, one) => sum + one.uses, 0) } satisfies Found)
}

/** One event too many, as a projection that counts twice would leave it. */
async function plant(): Promise<void> {
  const row = (table: string) =>
    `insert into ${table} select * replace (chunk + 1000000 as chunk, generateUUIDv4() as ${table === 'events' ? 'message' : 'account_id'})
     from ${table} final where gone = 0 and event = 'use' and workspace_id = {workspace:UUID} limit 1`
  await app.events.command(row('events'), { workspace })
  await app.events.command(row('usage_days'), { workspace })
  process.send!('planted')
}

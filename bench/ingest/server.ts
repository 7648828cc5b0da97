// The product in a process of its own, with a workspace, accounts and a write key, for the bench to send to.
import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import type { AccountId } from '#kernel/id.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { analyzed } from '../analyzed.ts'
import { benchWorkspace } from '../ground.ts'

export type ServerMessage = { address: string; key: string } | { stored: number; use: number }

const [directory, accounts] = process.argv.slice(2)
const running = await serve(readSettings(['--data', directory!], { PORT: '0' }))
const { database, events, ingest } = running.app
const workspace = await benchWorkspace(database)
const key = newWriteKey()
await database.workspace(workspace.id, async (tx) => {
  const { rows } = await sql<{ id: AccountId }>`insert into accounts (workspace_id, id, name)
    select ${workspace.id}, gen_random_uuid(), 'acc-' || n from generate_series(0, ${Number(accounts)} - 1) as n
    returning id`.execute(tx)
  await markDirty(
    tx,
    workspace.id,
    rows.map((row) => row.id),
  )
  await sql`insert into account_external_ids (workspace_id, source, external_id, account_id)
    select workspace_id, 'product', name, id from accounts`.execute(tx)
  await sql`insert into write_keys (workspace_id, id, name, key_hash, prefix)
    values (${workspace.id}, gen_random_uuid(), 'bench', ${writeKeyHash(key)}, ${key.slice(0, 8)})`.execute(tx)
})
await analyzed(database)
const tell = (message: ServerMessage) => process.send!(message)
process.on('message', (message) => void (message === 'stop' ? running.stop().then(() => process.exit(0)) : count()))
tell({ address: running.address, key })

/** Tells what is in the store once nothing waits any more. */
async function count(): Promise<void> {
  await ingest.projector.settled()
  const params = { workspace: workspace.id }
  const where = 'final where workspace_id = {workspace:UUID}'
  const [raw] = await events.query<{ n: number }>(`select uniqExact(message) as n from events ${where}`, params)
  const [days] = await events.query<{ n: number }>(`select sum(uses) as n from usage_days ${where}`, params)
  tell({ stored: raw!.n, use: days!.n })
}

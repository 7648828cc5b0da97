// The product in a process of its own, with customers whose seats are nearly taken, for the bench to send to and to watch.
import { sql } from 'kysely'
import { addPerson } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { analyzed } from '../analyzed.ts'
import { benchWorkspace } from '../ground.ts'

export type Ready = { address: string; key: string; cookie: string; accounts: string[] }

const [directory, accounts] = process.argv.slice(2)
const running = await serve(readSettings(['--data', directory!], { PORT: '0' }))
const { database, identity, reactor } = running.app
const workspace = await benchWorkspace(database)
const key = newWriteKey()
const email = 'bench@example.co.jp'
const userId = await identity.create({ email, name: '計測 太郎', password: 'correct horse battery staple' })
const today = dayOf(Date.now(), workspace.timeZone)
const ids = await database.workspace(workspace.id, async (tx) => {
  const person = await addPerson(tx, workspace.id, { userId, name: '計測 太郎', email, role: 'admin' })
  const { rows } = await sql<{ id: AccountId }>`insert into accounts (workspace_id, id, name)
    select ${workspace.id}, gen_random_uuid(), 'acc-' || n from generate_series(0, ${Number(accounts)} - 1) as n
    returning id`.execute(tx)
  await sql`insert into account_external_ids (workspace_id, source, external_id, account_id)
    select workspace_id, 'product', name, id from accounts`.execute(tx)
  await sql`insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
    select workspace_id, gen_random_uuid(), id, ${person}, 'csm', ${today} from accounts`.execute(tx)
  await sql`insert into contracts (workspace_id, id, account_id, currency, start_on)
    select workspace_id, gen_random_uuid(), id, 'JPY', ${today}::date - 100 from accounts`.execute(tx)
  await sql`insert into contract_lines (workspace_id, id, contract_id, account_id, product)
    select workspace_id, gen_random_uuid(), id, account_id, 'Note' from contracts`.execute(tx)
  await sql`insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, quantity, amount)
    select workspace_id, gen_random_uuid(), id, account_id, ${today}::date - 100, 10, 10000 from contract_lines`.execute(
    tx,
  )
  await sql`insert into write_keys (workspace_id, id, name, key_hash, prefix)
    values (${workspace.id}, gen_random_uuid(), 'bench', ${writeKeyHash(key)}, ${key.slice(0, 8)})`.execute(tx)
  const made = rows.map((row) => row.id)
  await markDirty(tx, workspace.id, made)
  return made
})
while (reactor.progress(workspace.id)) await new Promise((resolve) => setTimeout(resolve, 100))
await analyzed(database)
const ready: Ready = {
  address: running.address,
  key,
  cookie: await identity.openSession(userId, workspace.id),
  accounts: ids,
}
process.send!(ready)
process.on('message', () => void running.stop().then(() => process.exit(0)))

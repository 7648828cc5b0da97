import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { recordChanges } from '../audit.ts'
import type { Reader, Unwritten } from './reads.ts'

const mostAccounts = 1000 // of more it is enough to know that they were many
const mostAddresses = 50

/** Adds to the record of a reader's hour; several processes add to the same one. */
export async function writeReads(database: Database, reader: Reader, open: Unwritten): Promise<void> {
  const { workspaceId, hour, personId, keyId, keyName, kind } = reader
  const id = uuidV7(open.firstAt.getTime(), crypto.getRandomValues(new Uint8Array(10)))
  await database.workspace(workspaceId, (tx) =>
    sql`
      insert into bulk_reads as b (workspace_id, id, hour, person_id, key_id, key_name, kind, scope, reads, shown,
        account_ids, across, addresses, first_at, last_at)
      values (${workspaceId}, ${id}, ${hour}, ${personId}, ${keyId}, ${keyName}, ${kind}, ${open.scope}, ${open.reads},
        ${open.shown}, ${[...open.accounts].slice(0, mostAccounts)}::uuid[], ${open.across || open.accounts.size > mostAccounts},
        ${[...open.addresses]}::text[], ${open.firstAt}, ${open.lastAt})
      on conflict (workspace_id, hour, person_id, key_id, kind) do update set
        reads = b.reads + excluded.reads, shown = b.shown + excluded.shown,
        scope = case when b.scope = excluded.scope then b.scope else 'all' end,
        account_ids = array(select distinct unnest(b.account_ids || excluded.account_ids) limit ${mostAccounts}),
        across = b.across or excluded.across or (
          select count(distinct a) > ${mostAccounts} from unnest(b.account_ids || excluded.account_ids) a),
        addresses = array(select distinct unnest(b.addresses || excluded.addresses) limit ${mostAddresses}),
        first_at = least(b.first_at, excluded.first_at), last_at = greatest(b.last_at, excluded.last_at)
    `.execute(tx),
  )
}

type Over = {
  workspaceId: WorkspaceId
  personId: PersonId
  keyId: string | null
  keyName: string | null
  kind: string
  hour: Date
  reads: number
  shown: number
  across: boolean
  accounts: number
  addresses: string[]
}

/** Tells the record of changes of the hours that are over: sealed there, they stay as they are. How many. */
export async function logReads(database: Database, now: Date): Promise<number> {
  return await database.system(async (tx) => {
    const { rows } = await sql<Over>`
      update bulk_reads set logged_at = ${now}
      where logged_at is null and last_at < ${now}::timestamptz - interval '10 minutes'
        and hour <= ${now}::timestamptz - interval '1 hour'
      returning workspace_id as "workspaceId", person_id as "personId", key_id as "keyId", key_name as "keyName", kind, hour,
        reads::int, shown::int, across, cardinality(account_ids) as accounts, addresses
    `.execute(tx)
    await recordChanges(
      tx,
      rows.map(({ workspaceId, personId, keyId, keyName, hour, ...after }) => ({
        by: { workspaceId, personId, ...(keyName === null ? {} : { key: { name: keyName } }) },
        action: 'personal_data.read',
        subjectId: keyId ?? personId,
        after: { ...after, hour: hour.toISOString() },
      })),
    )
    return rows.length
  })
}

import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Account } from './accountRead.ts'
import type { Call } from './accountWrite.ts'

type ExternalIds = Account['externalIds']

/** Puts external ids in place of those an account has. Returns those before, or null where nothing changed. */
export async function replaceExternalIds(
  tx: Tx,
  call: Call,
  id: AccountId,
  after: ExternalIds,
): Promise<ExternalIds | null> {
  const { rows: before } = await sql<ExternalIds[number]>`
    select source, external_id as "externalId" from account_external_ids where account_id = ${id} order by 1, 2
  `.execute(tx)
  const name = (one: ExternalIds[number]) => JSON.stringify([one.source, one.externalId])
  const gone = before.filter((one) => !after.some((other) => name(other) === name(one)))
  const added = after.filter((one) => !before.some((other) => name(other) === name(one)))
  if (gone.length === 0 && added.length === 0) return null
  await sql`
    delete from account_external_ids where account_id = ${id} and (source, external_id) in (${pairs(gone)})
  `.execute(tx)
  await sql`
    insert into account_external_ids (workspace_id, account_id, source, external_id)
    select ${call.caller.workspaceId}::uuid, ${id}::uuid, source, external_id from (${pairs(added)}) as p (source, external_id)
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'account.external_ids',
    subjectId: id,
    accountId: id,
    before: { externalIds: before },
    after: { externalIds: after },
  })
  return before
}

const pairs = (ids: ExternalIds) =>
  sql`select * from unnest(${ids.map((one) => one.source)}::text[], ${ids.map((one) => one.externalId)}::text[])`

import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** The channel on which the reactor hears that there is work; the payload is the workspace's id. */
export const dirtyChannel = 'banso_dirty'

/**
 * Says that facts of these accounts may have changed, in the transaction that changed them: they are computed anew as
 * soon as it is committed. Marking twice costs one computation. New accounts are marked in the same way.
 */
export async function markDirty(tx: Tx, workspaceId: WorkspaceId, accountIds: readonly AccountId[]): Promise<void> {
  if (accountIds.length === 0) return
  // Sorted, so that two transactions that mark the same accounts cannot wait for each other in a circle.
  const ids = [...new Set(accountIds)].sort()
  await sql`
    insert into dirty_accounts (workspace_id, account_id, token)
    select ${workspaceId}::uuid, id, nextval('dirty_token') from unnest(${ids}::uuid[]) as id order by id
    on conflict (workspace_id, account_id) do update set token = excluded.token
  `.execute(tx)
  await sql`select pg_notify(${dirtyChannel}, ${workspaceId})`.execute(tx)
}

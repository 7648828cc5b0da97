import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { idArray } from './arrayText.ts'
import { markDirty } from './dirty.ts'
import { type Call, theSegment } from './segmentWrite.ts'

type ListChange = { segmentId: string; accounts: readonly AccountId[]; adds: boolean }

/**
 * Lists accounts in a static segment or takes them off it, and keeps under the id that is returned for whom it made a
 * difference. Accounts that are not there (or not in this workspace) are left out.
 */
export async function changeListed(
  tx: Tx,
  call: Call,
  change: ListChange,
): Promise<{ changeId: string; changed: number }> {
  const { workspaceId, personId } = call.caller
  const segment = await theSegment(tx, call, change.segmentId)
  if (segment.kind !== 'static') throw refused([{ field: 'id', value: segment.key, rule: 'segment_is_live' }])
  const changed = await list(tx, call, change)
  const changeId = call.newId()
  await sql`
    insert into segment_list_changes (workspace_id, id, segment_id, adds, account_ids, person_id)
    values (${workspaceId}, ${changeId}, ${segment.id}, ${change.adds}, ${idArray(changed)}, ${personId})
  `.execute(tx)
  const after = { adds: change.adds, accounts: changed.length, changeId }
  await recordChange(tx, { by: call.caller, action: 'segment.list', subjectId: segment.id, after })
  return { changeId, changed: changed.length }
}

/** Takes a change of a list back, once. */
export async function undoListed(tx: Tx, call: Call, changeId: string): Promise<{ undone: number }> {
  const { rows } = await sql<{ segment: string; adds: boolean; accounts: AccountId[] }>`
    update segment_list_changes set undone_at = ${call.now()}
    where workspace_id = ${call.caller.workspaceId} and id = ${changeId} and undone_at is null
    returning segment_id as segment, adds, account_ids as accounts
  `.execute(tx)
  const [change] = rows
  if (!change) throw notFound()
  const undone = await list(tx, call, { segmentId: change.segment, accounts: change.accounts, adds: !change.adds })
  const after = { undone: undone.length, changeId }
  await recordChange(tx, { by: call.caller, action: 'segment.list_undone', subjectId: change.segment, after })
  return { undone: undone.length }
}

/** Writes the list, and answers for whom it made a difference. */
async function list(tx: Tx, call: Call, { segmentId, accounts, adds }: ListChange): Promise<AccountId[]> {
  const { workspaceId, personId } = call.caller
  const { rows } = await (adds
    ? sql<{ id: AccountId }>`
        insert into segment_listed (workspace_id, account_id, segment_id, added_by, added_at)
        select workspace_id, id, ${segmentId}::uuid, ${personId}::uuid, ${call.now()} from accounts
        where workspace_id = ${workspaceId} and id = any(${idArray(accounts)}) order by id
        on conflict do nothing returning account_id as id`
    : sql<{ id: AccountId }>`
        delete from segment_listed
        where workspace_id = ${workspaceId} and segment_id = ${segmentId} and account_id = any(${idArray(accounts)})
        returning account_id as id`
  ).execute(tx)
  const changed = rows.map((row) => row.id)
  await markDirty(tx, workspaceId, changed)
  return changed
}

import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** That an account came from one version of a map onto another. */
export type Onto = { account_id: AccountId; from_map: string; to_map: string }

/** Has stays that go on counted under the versions that their accounts are on now, and keeps that it was so. */
export async function comeOnto(tx: Tx, workspaceId: WorkspaceId, moved: readonly Onto[], at: Date): Promise<void> {
  if (moved.length === 0) return
  await sql`
    with moved as (
      select * from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as one (account_id uuid, from_map uuid, to_map uuid)
    ), stays as (
      update account_phases p set map_id = moved.to_map from moved
      where p.workspace_id = ${workspaceId} and p.account_id = moved.account_id and p.left_at is null
        and p.map_id = moved.from_map
    )
    insert into account_map_moves (workspace_id, account_id, from_map, to_map, at)
    select ${workspaceId}::uuid, account_id, from_map, to_map, ${at} from moved
  `.execute(tx)
}

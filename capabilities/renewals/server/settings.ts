import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { usualDaysBefore } from '../core/due.ts'
import type { Call } from './call.ts'

/** Days before the end of a term on which a workspace wants its renewals opened. */
export async function readDaysBefore(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select days_before as days from renewal_settings where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0]?.days ?? usualDaysBefore
}

/** Changes the days; all accounts are looked at anew. Renewals that are open already stay so. */
export async function setDaysBefore(tx: Tx, call: Call, days: number): Promise<{ daysBefore: number }> {
  const { workspaceId } = call.caller
  const before = await readDaysBefore(tx, workspaceId)
  if (before === days) return { daysBefore: days }
  await sql`
    insert into renewal_settings (workspace_id, days_before) values (${workspaceId}, ${days})
    on conflict (workspace_id) do update set days_before = excluded.days_before
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'renewal.settings',
    subjectId: workspaceId,
    before: { daysBefore: before },
    after: { daysBefore: days },
  })
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'renewal', ids: [] }, tx)
  return { daysBefore: days }
}

import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Minutes for which chunks may wait before the event store is taken for incomplete; a large import is no alarm. */
const patience = 10

/**
 * Whether the event store has what was accepted up to some minutes ago. It has not while it is filled from the journal
 * again, or cannot be written.
 */
export async function isComplete(tx: Tx, workspaceId: WorkspaceId): Promise<boolean> {
  const { rows } = await sql<{ late: boolean }>`
    select exists (
      select from journal where projected_to is null and workspace_id = ${workspaceId} and kind = 'events'
        and at < now() - make_interval(mins => ${patience})
    ) as late
  `.execute(tx)
  return !rows[0]!.late
}

/** Up to when everything that was accepted is in the event store; null: all of it. */
export async function completeTo(tx: Tx, workspaceId: WorkspaceId): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from journal where projected_to is null and workspace_id = ${workspaceId} and kind = 'events'
  `.execute(tx)
  return rows[0]!.at
}

import { recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { isComplete } from './complete.ts'

/** Workspaces that were computed without the event store: to be computed again when it is back. */
const owed = new Set<WorkspaceId>()

/** Says that a workspace was computed without the event store. */
export function owe(workspaceId: WorkspaceId): void {
  owed.add(workspaceId)
}

/** Has workspaces that were computed without the event store computed again, as soon as it can tell all again. */
export async function settleOwed(database: Database, ready: () => Promise<boolean>): Promise<void> {
  if (owed.size === 0 || !(await ready())) return
  for (const workspaceId of owed)
    await database.workspace(workspaceId, async (tx) => {
      if (!(await isComplete(tx, workspaceId))) return
      owed.delete(workspaceId)
      await recomputeWorkspace(tx, workspaceId)
    })
}

import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/**
 * Is told which plans were changed, in the transaction that changes them: a plan that was made, moved or removed, a step
 * that somebody or a fact closed, a day or a person that changed. What it writes stands or falls with the change.
 */
export type PlansListener = (tx: Tx, workspaceId: WorkspaceId, planIds: readonly string[]) => Promise<void>

let listeners: readonly PlansListener[] = []

/**
 * Says once, at composition, who follows plans: those above this floor, which it does not know. What it answers with puts
 * those back who followed before.
 */
export function installPlansListeners(all: readonly PlansListener[]): () => void {
  const before = listeners
  listeners = all
  return () => {
    listeners = before
  }
}

export async function plansChanged(tx: Tx, workspaceId: WorkspaceId, planIds: readonly string[]): Promise<void> {
  if (planIds.length === 0) return
  for (const listen of listeners) await listen(tx, workspaceId, planIds)
}

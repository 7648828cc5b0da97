import type { Label } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A step, of a template or of a customer's plan, that names an item. */
export type ContentUse = {
  where: 'template' | 'plan'
  id: string
  name: Label
  step: Label
  account: { id: string; name: string } | null
}

/** What those above know of items; `start/catalogue.ts` tells it. */
export type ContentHooks = {
  /** How many steps name each item, of templates and of plans that run. */
  countUses: (tx: Tx, workspaceId: WorkspaceId) => Promise<ReadonlyMap<string, number>>
  /** Which steps name an item. */
  usesOf: (tx: Tx, workspaceId: WorkspaceId, key: string) => Promise<ContentUse[]>
}

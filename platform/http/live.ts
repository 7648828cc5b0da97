import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What changed: pages that show it ask again. At most 100 ids are told; `ids` is empty where there were more. */
export type LiveMessage = {
  readonly topic: 'account' | 'cta' | 'ingest' | 'import' | 'view' | 'settings'
  readonly ids: readonly string[]
}

/** Tells open pages, in whatever process they are served from, what has changed. */
export type Live = {
  /**
   * Sends to the pages of one workspace. With `tx` it is sent when that transaction commits, and not at all when it
   * does not; without, soon, several messages being sent as one. Never throws for want of a database.
   */
  readonly publish: (workspaceId: WorkspaceId, message: LiveMessage, tx?: Tx) => Promise<void>
}

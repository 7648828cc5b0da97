import { type RawBuilder, sql } from 'kysely'
import type { RetentionKind } from '#capabilities/access/core/retention.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Files } from '#platform/files/files.ts'

export type RetentionTools = { readonly database: Database; readonly events: EventStore; readonly files: Files }

/** What of a workspace is older than a moment and not held; `held` is true where the rows on hold are to be counted instead. */
export type Older = { readonly workspaceId: WorkspaceId; readonly before: Date; readonly held?: boolean }

/** How one kind of data is taken away. Several capabilities may keep data of one kind. */
export type Retention = {
  readonly kind: RetentionKind
  readonly count: (tx: Tx, older: Older) => Promise<number>
  /**
   * Takes away `atMost` at a time, for good, in both stores; how many. What was taken away is not found again, so that one
   * that broke off goes on by itself.
   */
  readonly take: (tools: RetentionTools, older: Older, atMost: number) => Promise<number>
}

/** That the customer of a row is not on hold, or that it is. */
export const unheld = (accountId: RawBuilder<unknown>, { workspaceId, held = false }: Older): RawBuilder<boolean> =>
  sql<boolean>`(exists (
    select from legal_holds h where h.workspace_id = ${workspaceId} and h.account_id = ${accountId} and h.released_at is null
  )) = ${held}`

/** How many rows a question finds. */
export async function counted(tx: Tx, found: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${found}) found`.execute(tx)
  return rows[0]!.count
}

/** Changes or removes the rows that a statement names, in a transaction of their own; how many. */
export async function changed(
  { database }: RetentionTools,
  { workspaceId }: Older,
  statement: RawBuilder<unknown>,
): Promise<number> {
  const { numAffectedRows } = await database.workspace(workspaceId, (tx) => statement.execute(tx))
  return Number(numAffectedRows ?? 0)
}

/**
 * Takes the files away that a question names (`id`, `key`), then does what is to be done to their rows; how many. The bytes
 * first: broken off between, the rows are found again and the rest is done.
 */
export async function filesTaken(
  { database, files }: RetentionTools,
  { workspaceId }: Older,
  found: RawBuilder<{ id: string; key: string }>,
  ofRows: (ids: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await database.look(workspaceId, (tx) => found.execute(tx))
  for (const { key } of rows) await files.remove(key)
  const ids = sql`${rows.map(({ id }) => id)}::uuid[]`
  await database.workspace(workspaceId, (tx) => ofRows(ids).execute(tx))
  return rows.length
}

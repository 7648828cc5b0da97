import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Definition } from '#capabilities/content/core/item.ts'
import type { Status } from '#capabilities/content/core/words.ts'

/** An item as it is kept, with what is shown of it now. */
export type ItemRecord = {
  id: string
  key: string
  definition: Definition
  draft: number
  status: Status
  version: number | null
  published: Definition | null
  owner_id: string | null
  owner_name: string | null
  review_on: Day | null
  updated_at: Date
}

/** Items that a condition picks. */
export async function readItems(
  tx: Tx,
  workspaceId: WorkspaceId,
  picked: RawBuilder<unknown> = sql`true`,
): Promise<ItemRecord[]> {
  const { rows } = await sql<ItemRecord>`
    select i.id, i.key, i.definition, i.draft, i.status, i.version, v.definition as published, i.owner_id,
      p.name as owner_name, i.review_on, i.updated_at
    from content_items i
      left join content_versions v on v.workspace_id = i.workspace_id and v.key = i.key and v.version = i.version
      left join people p on p.workspace_id = i.workspace_id and p.id = i.owner_id
    where i.workspace_id = ${workspaceId} and i.removed_at is null and ${picked}
  `.execute(tx)
  return rows
}

/** One item. With `lock` nobody else changes it until the transaction is over. */
export async function theItem(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ItemRecord> {
  if (lock)
    await sql`select from content_items where workspace_id = ${workspaceId} and id = ${id} for no key update`.execute(
      tx,
    )
  const [item] = await readItems(tx, workspaceId, sql`i.id = ${id}`)
  if (!item) throw notFound()
  return item
}

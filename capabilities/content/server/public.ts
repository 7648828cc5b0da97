import { sql } from 'kysely'
import { isPublic } from '#capabilities/content/core/item.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type ItemRecord, readItems } from './record.ts'

type PublicItem = ItemRecord & { published: NonNullable<ItemRecord['published']> }

/**
 * Of some items those that anybody may read, as they are published. What was retired, was never published, or is not
 * marked for the public is none of them, however a template names it.
 */
export async function publicItems(tx: Tx, workspaceId: WorkspaceId, keys: readonly string[]): Promise<PublicItem[]> {
  if (keys.length === 0) return []
  const items = await readItems(tx, workspaceId, sql`i.key = any(${[...keys]}::text[]) and i.status = 'published'`)
  return items.filter((item): item is PublicItem => item.published !== null && isPublic(item.published))
}

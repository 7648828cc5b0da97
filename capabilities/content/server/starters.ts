import { sql } from 'kysely'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { searchText } from '#capabilities/content/core/item.ts'
import { readyItems } from '#capabilities/content/core/ready/items.ts'
import { type Call, told } from './call.ts'

/** Gives a new workspace the ready-made items. Doing it twice changes nothing. */
export async function installContent(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  await insertMissing(tx, workspace.id)
}

/** Adds the ready-made items that a workspace lacks, published; what it has by their keys stays as it is. */
async function insertMissing(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const items = readyItems.map(({ key, definition }) => ({
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    key,
    definition,
    search: searchText(definition),
  }))
  const { rows } = await sql<{ key: string }>`
    insert into content_items (workspace_id, id, key, definition, status, version, search_text)
    select ${workspaceId}::uuid, id, key, definition, 'published', 1, search
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item (id uuid, key text, definition jsonb, search text)
    on conflict (workspace_id, key) do nothing returning key
  `.execute(tx)
  await sql`
    insert into content_versions (workspace_id, key, version, definition)
    select i.workspace_id, i.key, 1, i.definition from content_items i
    where i.workspace_id = ${workspaceId} and i.key = any(${rows.map(({ key }) => key)}::text[])
    on conflict do nothing
  `.execute(tx)
  return rows.length
}

/** Adds the ready-made items to a library that began without them. */
export async function addStarters(tx: Tx, call: Call): Promise<{ added: number }> {
  const { workspaceId } = call.caller
  const added = await insertMissing(tx, workspaceId)
  if (added > 0) await told(tx, call, { action: 'content.starters', id: workspaceId, after: { added } })
  return { added }
}

import { sql } from 'kysely'
import { counted, filesTaken, type Older, type Retention } from '#capabilities/access/server/index.ts'

// They are of many customers: where anybody is on hold, all of them stay.
const found = ({ workspaceId, before, held = false }: Older) => sql<{ id: string; key: string }>`
  select i.id, i.file_key as key from imports i
  where i.workspace_id = ${workspaceId} and i.file_key is not null and coalesce(i.finished_at, i.created_at) < ${before}
    and i.status in ('uploaded', 'previewed', 'stopped', 'done', 'failed', 'undone')
    and exists (select from legal_holds h where h.workspace_id = ${workspaceId} and h.released_at is null) = ${held}`

/** Files that were read in go, with the rows shown of them; what became of them stays, and can still be undone. */
export const importFileRetention: Retention = {
  kind: 'uploads',
  count: (tx, older) => counted(tx, found(older)),
  take: (tools, older, atMost) =>
    filesTaken(
      tools,
      older,
      sql`${found(older)} limit ${atMost}`,
      (ids) => sql`update imports set file_key = null, samples = '[]' where id = any(${ids})`,
    ),
}

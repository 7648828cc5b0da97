import { sql } from 'kysely'
import { counted, filesTaken, type Older, type Retention, unheld } from '#capabilities/access/server/index.ts'

const found = (older: Older) => sql<{ id: string; key: string }>`
  select f.id, f.file_key as key from plan_files f join plans p on p.workspace_id = f.workspace_id and p.id = f.plan_id
  where f.workspace_id = ${older.workspaceId} and f.at < ${older.before} and ${unheld(sql`p.account_id`, older)}`

/** Files that customers' people handed in go, with their bytes. */
export const planFileRetention: Retention = {
  kind: 'uploads',
  count: (tx, older) => counted(tx, found(older)),
  take: (tools, older, atMost) =>
    filesTaken(
      tools,
      older,
      sql`${found(older)} limit ${atMost}`,
      (ids) => sql`delete from plan_files where id = any(${ids})`,
    ),
}

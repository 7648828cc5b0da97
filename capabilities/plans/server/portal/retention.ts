import { sql } from 'kysely'
import { counted, type Older, type Retention, unheld } from '#capabilities/access/server/index.ts'

const found = (older: Older) => sql<{ id: string; key: string }>`
  select f.id, f.file_key as key from plan_files f join plans p on p.workspace_id = f.workspace_id and p.id = f.plan_id
  where f.workspace_id = ${older.workspaceId} and f.at < ${older.before} and ${unheld(sql`p.account_id`, older)}`

/** Files that customers' people handed in go, with their bytes. */
export const planFileRetention: Retention = {
  kind: 'uploads',
  count: (tx, older) => counted(tx, found(older)),
  take: async ({ database, files }, older, atMost) => {
    const { rows } = await database.look(older.workspaceId, (tx) =>
      sql<{ id: string; key: string }>`
      ${found(older)} limit ${atMost}`.execute(tx),
    )
    // The bytes first: broken off between, the row is found again and the rest is done.
    for (const { key } of rows) await files.remove(key)
    await database.workspace(older.workspaceId, (tx) =>
      sql`delete from plan_files where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx),
    )
    return rows.length
  },
}

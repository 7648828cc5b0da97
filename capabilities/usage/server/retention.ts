import { sql } from 'kysely'
import { changed, counted, eraseUsers, type Older, type Retention, unheld } from '#capabilities/access/server/index.ts'

const unseen = (older: Older) => sql`
  select u.user_key as id from product_users u
  where u.workspace_id = ${older.workspaceId} and u.last_seen < ${older.before} and ${unheld(sql`u.account_id`, older)}`

/** Users not seen for that long go, with their events in both stores. */
const usersUnseen: Retention = {
  kind: 'product_users',
  count: (tx, older) => counted(tx, unseen(older)),
  take: async (tools, older, atMost) => {
    const { rows } = await tools.database.look(older.workspaceId, (tx) =>
      sql<{ id: string }>`${unseen(older)} order by u.user_key limit ${atMost}`.execute(tx),
    )
    if (rows.length > 0)
      await eraseUsers(
        tools,
        older.workspaceId,
        rows.map(({ id }) => id),
      )
    return rows.length
  },
}

const refused = ({ workspaceId, before, held = false }: Older) => sql`
  select id from event_quarantine where workspace_id = ${workspaceId} and received_at < ${before} and not ${held}::boolean`

/** Messages that were not accepted go with all they held: nobody knows of which customer they are. */
const quarantineKept: Retention = {
  kind: 'quarantine',
  count: (tx, older) => counted(tx, refused(older)),
  take: (tools, older, atMost) =>
    changed(
      tools,
      older,
      sql`delete from event_quarantine where workspace_id = ${older.workspaceId} and id in (${refused(older)} limit ${atMost})`,
    ),
}

export const usageRetention: readonly Retention[] = [usersUnseen, quarantineKept]

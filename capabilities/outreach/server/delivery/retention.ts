import { sql } from 'kysely'
import { changed, counted, type Older, type Retention, unheld } from '#capabilities/access/server/index.ts'

const found = (older: Older) => sql`
  select m.id from mails m where m.workspace_id = ${older.workspaceId} and m.created_at < ${older.before}
    and m.status in ('sent', 'failed', 'bounced', 'held') and (m.body_text <> '' or m.body_html is not null)
    and ${unheld(sql`m.account_id`, older)}`

/** Texts of mails that are done with go; to whom each went, when and about what stays. */
export const mailRetention: Retention = {
  kind: 'mails',
  count: (tx, older) => counted(tx, found(older)),
  take: (tools, older, atMost) =>
    changed(
      tools,
      older,
      sql`update mails set body_text = '', body_html = null
        where workspace_id = ${older.workspaceId} and id in (${found(older)} limit ${atMost})`,
    ),
}

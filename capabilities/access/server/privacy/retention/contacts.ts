import { type RawBuilder, sql } from 'kysely'
import { erasePerson } from '../erase.ts'
import { changed, counted, type Older, type Retention, type RetentionTools, unheld } from './kind.ts'

/** Erases the people that a question finds, as an administrator would one by one: in both stores, and for good. */
export async function erasePeople(tools: RetentionTools, { workspaceId }: Older, found: RawBuilder<unknown>) {
  const { database, events, files } = tools
  const { rows } = await database.look(workspaceId, (tx) => (found as RawBuilder<{ id: string }>).execute(tx))
  for (const { id: contactId } of rows)
    await erasePerson(
      { change: (work) => database.workspace(workspaceId, work), events, files },
      { workspaceId, contactId, by: null },
    )
  return rows.length
}

/** That a contact `c` was not erased yet. */
export const unerased = sql`not exists (
  select from erasures e where e.workspace_id = c.workspace_id and e.contact_id = c.id)`

const gone = (older: Older) => sql`
  select c.id from contacts c
  where c.workspace_id = ${older.workspaceId} and ${unerased} and ${unheld(sql`c.account_id`, older)}
    and least(c.left_on::timestamptz, c.archived_at) < ${older.before}`

/** People of customers who left, or were put away, are erased. */
export const contactsLeft: Retention = {
  kind: 'contacts_left',
  count: (tx, older) => counted(tx, gone(older)),
  take: (tools, older, atMost) =>
    // Each of them is looked for in every table.
    erasePeople(tools, older, sql`${gone(older)} order by c.id limit ${Math.min(atMost, 20)}`),
}

const oldReads = ({ workspaceId, before, held = false }: Older) => sql`
  select id from bulk_reads where workspace_id = ${workspaceId} and last_at < ${before} and logged_at is not null and not ${held}::boolean`

/** Who read what by the hour; the record of changes keeps it for as long as it is kept itself. */
export const readsKept: Retention = {
  kind: 'reads',
  count: (tx, older) => counted(tx, oldReads(older)),
  take: (tools, older, atMost) =>
    changed(
      tools,
      older,
      sql`delete from bulk_reads where workspace_id = ${older.workspaceId}
        and id in (${oldReads(older)} limit ${atMost})`,
    ),
}

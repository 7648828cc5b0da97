import { sql } from 'kysely'
import { uuidV7, type AccountId, type PersonId, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ActivityKind } from '../core/words.ts'

/** Something that happened with a customer as other parts of Banso know it: a mail that was sent or answered. */
export type Happened = {
  /** Known beforehand where the same thing may be told twice: it is put there once. */
  id?: string
  accountId: AccountId
  kind: ActivityKind
  at: Date
  authorId?: PersonId
  contactIds: readonly string[]
  direction: 'in' | 'out' | null
  title: string
  body: string
}

/** Puts on the timeline what other parts know to have happened, and answers their ids; facts of the customers follow when they are marked. */
export async function recordActivities(
  tx: Tx,
  workspaceId: WorkspaceId,
  happened: readonly Happened[],
): Promise<string[]> {
  if (happened.length === 0) return []
  const rows = happened.map((one) => ({
    ...one,
    id: one.id ?? uuidV7(one.at.getTime(), crypto.getRandomValues(new Uint8Array(10))),
    title: one.title.slice(0, 300),
  }))
  await sql`
    insert into activities (workspace_id, id, account_id, kind, at, author_id, contact_ids, direction, title, body, source)
    select ${workspaceId}::uuid, id, "accountId", kind, at, "authorId",
      array(select jsonb_array_elements_text("contactIds")::uuid), direction, title, body, 'outreach'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (id uuid, "accountId" uuid, kind text, at timestamptz,
      "authorId" uuid, "contactIds" jsonb, direction text, title text, body text)
    on conflict (workspace_id, id) do nothing
  `.execute(tx)
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { AccountId, ActivityId, ContactId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What one of a customer's people did by themselves, in words for the timeline. */
export type OfCustomer = {
  workspaceId: WorkspaceId
  accountId: AccountId
  contactId: ContactId
  /** A question is a word from the customer and counts as a touch; a note does not. */
  kind: 'chat' | 'note'
  at: Date
  title: string
  body: string
  source: string
}

/** Writes down what a customer's own person did; nobody of ours is its author. */
export async function noteOfCustomer(tx: Tx, id: ActivityId, given: OfCustomer): Promise<void> {
  const { workspaceId, accountId, contactId, kind, at, title, body, source } = given
  await sql`
    insert into activities (workspace_id, id, account_id, kind, at, contact_ids, direction, title, body, source)
    values (${workspaceId}, ${id}, ${accountId}, ${kind}, ${at}, ${[contactId]}::uuid[],
      ${kind === 'chat' ? 'in' : null}, ${title}, ${body}, ${source})
  `.execute(tx)
}

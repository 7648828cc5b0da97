import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Who opened which version of an item, from which step. */
export type Receipt = {
  workspaceId: WorkspaceId
  key: string
  version: number
  reader: { contactId: string } | { personId: string }
  accountId: string | null
  stepId: string | null
  day: string
  at: Date
}

const noStep = '00000000-0000-0000-0000-000000000000'

/** Notes that somebody opened an item; the days' openings of one reader are counted in one row. */
export async function noteRead(tx: Tx, receipt: Receipt): Promise<void> {
  const { workspaceId, key, version, reader, accountId, stepId, day, at } = receipt
  const isContact = 'contactId' in reader
  await sql`
    insert into content_reads (workspace_id, key, version, reader, is_contact, account_id, step_id, day, first_at, last_at)
    values (${workspaceId}, ${key}, ${version}, ${isContact ? reader.contactId : reader.personId}, ${isContact}, ${accountId},
      ${stepId ?? noStep}, ${day}, ${at}, ${at})
    on conflict (workspace_id, key, version, reader, step_id, day) do update
      set times = content_reads.times + 1, last_at = excluded.last_at
  `.execute(tx)
}

import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { cleanText } from '../core/props.ts'

/** A message that is not accepted, with its place in its batch and the reason. */
export type Rejected = { position: number; field: string; rule: string; message: unknown }

const payloadAtMost = 32_768
const waitingAtMost = 50_000

/**
 * Keeps messages that were not accepted, to be looked at, put right and sent in again. A client that only sends what
 * cannot be accepted does not fill the disk: what comes after the first 50,000 that wait is told, but not kept.
 */
export async function quarantine(
  tx: Tx,
  workspaceId: WorkspaceId,
  rejected: readonly (Rejected & { writeKeyId: string | null })[],
  newId: () => string,
): Promise<void> {
  if (rejected.length === 0) return
  await sql`
    insert into event_quarantine (workspace_id, id, write_key_id, position, rule, field, payload)
    select ${workspaceId}::uuid, * from unnest(
      ${rejected.map(newId)}::uuid[], ${rejected.map((one) => one.writeKeyId)}::uuid[],
      ${rejected.map((one) => one.position)}::int[], ${rejected.map((one) => one.rule)}::text[],
      ${rejected.map((one) => one.field)}::text[], ${rejected.map((one) => payloadOf(one.message))}::text[])
    where not exists (
      select from event_quarantine where workspace_id = ${workspaceId} and state = 'waiting'
      order by received_at desc offset ${waitingAtMost} limit 1
    )
  `.execute(tx)
}

function payloadOf(message: unknown): string {
  return cleanText((JSON.stringify(message) ?? 'null').slice(0, payloadAtMost))
}

import { sql } from 'kysely'
import type { ImportId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { appendJournal } from '#platform/events/journal.ts'
import type { Instruction } from './projection/journalEntry.ts'

/**
 * Takes back the events that an import brought: they are forgotten in the caller's transaction, so that they could be
 * imported again, and leave the event store right after it.
 */
export async function withdrawImport(tx: Tx, workspaceId: WorkspaceId, importId: ImportId): Promise<void> {
  await sql`delete from event_seen where workspace_id = ${workspaceId} and import_id = ${importId}`.execute(tx)
  const { rows } = await sql<{ seq: number }>`
    delete from journal where workspace_id = ${workspaceId} and import_id = ${importId} returning seq
  `.execute(tx)
  if (rows.length === 0) return
  const instruction: Instruction = { instruction: 'withdraw', chunks: rows.map((row) => row.seq) }
  await appendJournal(tx, workspaceId, 'events', [instruction])
}

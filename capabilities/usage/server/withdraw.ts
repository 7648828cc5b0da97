import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { appendJournal } from '#platform/events/journal.ts'
import type { Instruction } from './projection/journalEntry.ts'

/**
 * Takes back events that were accepted together: they are forgotten in the caller's transaction, so that they could be
 * brought again, and leave the event store right after it. Answers how many they were.
 */
export async function withdrawLoad(tx: Tx, workspaceId: WorkspaceId, loadId: string): Promise<number> {
  await sql`delete from event_seen where workspace_id = ${workspaceId} and load_id = ${loadId}`.execute(tx)
  const { rows } = await sql<{ seq: number; row_count: number }>`
    delete from journal where workspace_id = ${workspaceId} and load_id = ${loadId} returning seq, row_count
  `.execute(tx)
  if (rows.length === 0) return 0
  const instruction: Instruction = { instruction: 'withdraw', chunks: rows.map((row) => row.seq) }
  await appendJournal(tx, workspaceId, 'events', [instruction])
  return rows.reduce((sum, row) => sum + row.row_count, 0)
}

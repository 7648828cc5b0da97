import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** `events`: what tracking clients and imports brought. `facts`: how facts of accounts changed. */
export type JournalKind = 'events' | 'facts'

export type JournalChunk = { seq: number; kind: JournalKind; rowCount: number; rows: Buffer }

/** One change of a fact as the event store keeps it. A value is a number or a text; missing is neither. */
export type FactHistoryRow = {
  account_id: string
  fact: string
  /** ISO 8601, UTC. */
  known_at: string
  /** Numbers, percentages, money in minor units; 1 and 0 for yes and no. */
  number: number | null
  /** Texts, choices, dates, instants; lists as a JSON array. */
  text: string | null
}

/** The channel on which the projector hears that there is work. */
export const journalChannel = 'banso_journal'

const level = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * Writes one chunk in the caller's transaction. What is committed here is kept: the projector brings it into the event
 * store, however often it is interrupted. Rows are objects of one line of JSON each. What has a `loadId` in common was
 * brought together, and can be taken back together.
 */
export async function appendJournal(
  tx: Tx,
  workspaceId: WorkspaceId,
  kind: JournalKind,
  rows: readonly object[],
  loadId: string | null = null,
): Promise<void> {
  if (rows.length === 0) return
  // At once instead of on a thread: a chunk takes a millisecond or two, the way to the thread and back costs more.
  const body = zlib.zstdCompressSync(Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')), level)
  await sql`
    insert into journal (workspace_id, kind, row_count, load_id, body)
    values (${workspaceId}, ${kind}, ${rows.length}, ${loadId}, ${body})
    returning pg_notify(${journalChannel}, '')
  `.execute(tx)
}

/** Writes fact changes for the history that questions about the past are answered from. */
export function appendFactHistory(tx: Tx, workspaceId: WorkspaceId, rows: readonly FactHistoryRow[]): Promise<void> {
  return appendJournal(
    tx,
    workspaceId,
    'facts',
    rows.map((row) => ({ workspace_id: workspaceId, ...row })),
  )
}

const compress = promisify(zlib.zstdCompress)

/** The same, for pages of accounts: each line is one row as JSON, its `workspace_id` in it. */
export async function appendFactLines(tx: Tx, workspaceId: WorkspaceId, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  // Tens of thousands of lines take long enough to be worth a thread.
  const bytes = Buffer.from(lines.join('\n'))
  const body = lines.length < 1000 ? zlib.zstdCompressSync(bytes, level) : await compress(bytes, level)
  await sql`
    insert into journal (workspace_id, kind, row_count, body) values (${workspaceId}, 'facts', ${lines.length}, ${body})
    returning pg_notify(${journalChannel}, '')
  `.execute(tx)
}

/** The rows of a chunk as newline-delimited JSON, without a newline at the end. */
export function journalRows(body: Buffer): Buffer {
  return zlib.zstdDecompressSync(body)
}

/** How many chunks of a workspace wait for the event store, and since when (null: none). */
export async function journalLag(tx: Tx, workspaceId: WorkspaceId): Promise<{ chunks: number; since: Date | null }> {
  const { rows } = await sql<{ chunks: number; since: Date | null }>`
    select count(*) as chunks, min(at) as since from journal
    where projected_to is null and workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0]!
}

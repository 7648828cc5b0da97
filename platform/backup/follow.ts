import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import type { Summary } from './copy.ts'
import { lsnOf, lsnText, segmentAt } from './lsn.ts'
import { fileRecord, headOf } from './records.ts'
import type { LogPart } from './sealedFile.ts'

/** PostgreSQL's log as it is kept for whoever follows it. */
export type HeldLog = {
  system: string
  timeline: number
  /** How long a file of it is, in bytes. */
  segment: bigint
  /** From here on it is there. */
  from: bigint
  /** How far it is written. */
  to: bigint
}

type Row = { system: string; file: string; segment: string; to: string }

/**
 * Keeps PostgreSQL from tidying its log away before it was followed, under a name that outlives both. Where that was given
 * up, for nobody had followed for too long (`max_slot_wal_keep_size`), the log is kept from now on.
 */
export async function holdLog(client: pg.Client, slot: string): Promise<HeldLog> {
  const { rows } = await client.query<Row>(`
    select system_identifier::text as system, pg_walfile_name(pg_current_wal_insert_lsn()) as file,
      pg_size_bytes(current_setting('wal_segment_size'))::text as segment, pg_current_wal_insert_lsn()::text as to
    from pg_control_system()`)
  const { system, file, segment, to } = rows[0]!
  const timeline = Number.parseInt(file.slice(0, 8), 16)
  const from = (await heldFrom(client, slot)) ?? (await holdAnew(client, slot))
  return { system, timeline, segment: BigInt(segment), from: lsnOf(from), to: lsnOf(to) }
}

async function heldFrom(client: pg.Client, slot: string): Promise<string | null> {
  const { rows } = await client.query<{ from: string | null }>(
    `select case when wal_status <> 'lost' then restart_lsn::text end as from from pg_replication_slots where slot_name = $1`,
    [slot],
  )
  if (rows[0] && rows[0].from === null) await client.query('select pg_drop_replication_slot($1)', [slot])
  return rows[0]?.from ?? null
}

async function holdAnew(client: pg.Client, slot: string): Promise<string> {
  await client.query('select pg_create_physical_replication_slot($1, true)', [slot])
  return (await heldFrom(client, slot))!
}

/** What was followed needs to be kept no longer. */
export async function releaseLog(client: pg.Client, slot: string, upTo: string): Promise<void> {
  await client.query(
    `select pg_replication_slot_advance(slot_name, $2::pg_lsn) from pg_replication_slots
    where slot_name = $1 and restart_lsn < $2::pg_lsn`,
    [slot, upTo],
  )
}

/** Names a point of the log and waits until it is on the disk. Answers with the log from `from` until behind it. */
export async function nameLogPoint(client: pg.Client, held: HeldLog, from: bigint) {
  const point = `banso_log_${Date.now()}`
  // A transaction with an id is on the disk when it ends, and what was written before it.
  await client.query('select pg_create_restore_point($1), pg_current_xact_id()', [point])
  const { rows } = await client.query<{ to: string }>('select pg_current_wal_flush_lsn()::text as to')
  const { system, timeline } = held
  return { point, log: { system, timeline, from: lsnText(from), to: rows[0]!.to } satisfies LogPart }
}

export type PieceOptions = {
  /** Holds `postgres` and `files`. */
  dataDirectory: string
  log: LogPart
  segment: bigint
  point: string
  /** ms since 1970: files that were uploaded since then go along. */
  since: number
}

/** A piece of the log as it lies on the disk, and what was uploaded meanwhile. */
export async function* pieceOf({ dataDirectory, log, segment, point, since }: PieceOptions): AsyncGenerator<Buffer> {
  const to = lsnOf(log.to)
  for (let at = lsnOf(log.from); at < to; ) {
    const offset = at % segment
    const size = Number(to - at < segment - offset ? to - at : segment - offset)
    yield* stretch(dataDirectory, segmentAt(log.timeline, at, segment), Number(offset), size)
    at += BigInt(size)
  }
  let files = 0
  const uploaded = path.join(dataDirectory, 'files')
  for (const name of await readdir(uploaded).catch(() => [])) {
    if (!/^[0-9a-f]{32}$/.test(name)) continue // one that is not whole yet
    const found = await stat(path.join(uploaded, name)).catch(() => null)
    if (!found || found.ctimeMs < since) continue
    files++
    yield* fileRecord(`files/${name}`, path.join(uploaded, name))
  }
  yield headOf({ kind: 'end', summary: { point, tables: null, files, next: log.to } satisfies Summary })
}

const atOnce = 1024 * 1024 // bytes

async function* stretch(dataDirectory: string, name: string, from: number, size: number): AsyncGenerator<Buffer> {
  const file = await open(path.join(dataDirectory, 'postgres', 'pg_wal', name))
  try {
    yield headOf({ kind: 'file', at: `postgres/pg_wal/${name}`, size, from })
    for (let read = 0; read < size; ) {
      const length = Math.min(atOnce, size - read)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from + read)
      if (bytesRead === 0) throw new Error(`${name} is shorter than PostgreSQL says`)
      yield buffer.subarray(0, bytesRead)
      read += bytesRead
    }
  } finally {
    await file.close()
  }
}

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { type TableDigest, digestOf } from './digest.ts'
import { afterSegment, lsnText } from './lsn.ts'
import { nameMoment } from './moment.ts'
import { fileRecord, headOf, textRecord } from './records.ts'
import { openSession } from './session.ts'

/** What a backup ends with. */
export type Summary = {
  /** The named point of the log that a restore goes to. */
  point: string
  /** What each table held there; null where writers left no moment to look. */
  tables: TableDigest[] | null
  /** How many uploaded files there are. */
  files: number
  /** Where the log begins that follows, as an LSN. Older backups do not say, and none follows them. */
  next?: string
}

export type CopyOptions = {
  /** Logs in to a database of the server as its superuser. */
  admin: (database: string) => pg.ClientConfig
  /** Holds `postgres` and `files`. */
  dataDirectory: string
}

// Made anew at every start, or of the server that runs, as pg_basebackup leaves them out too.
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const leftOut =
  /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|(recovery|standby)\.signal|pg_internal\.init.*|pgsql_tmp.*|pg_control)$/

/**
 * A copy of the database's files and of the uploaded ones while everything goes on: PostgreSQL notes where the copy began,
 * and its log from there on makes it whole. The event store is left out: it is built again from the journal.
 */
export async function* copyOf({ admin, dataDirectory }: CopyOptions): AsyncGenerator<Buffer, Summary> {
  const postgres = path.join(dataDirectory, 'postgres')
  await using client = await openSession(admin('banso'))
  // Keeps the log from being tidied away; it goes with the session, however that ends.
  await client.query(`select pg_create_physical_replication_slot('banso_backup_${process.pid}', true, true)`)
  await client.query(`select pg_backup_start('banso', true)`)
  yield headOf({ kind: 'folder', at: 'postgres' })
  yield* folder(postgres, 'postgres')
  yield* fileRecord('postgres/global/pg_control', path.join(postgres, 'global', 'pg_control')) // after all it speaks of
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  const label = rows[0]!.labelfile
  yield* textRecord('postgres/backup_label', label)
  await using looking = await openSession(admin('banso'))
  const moment = await nameMoment(admin('banso'), looking)
  // Ends the segment that the point is in, and brings it to the disk.
  await client.query('select pg_switch_wal()')
  const { rows: last } = await client.query<{ file: string; segment: string }>(
    `select pg_walfile_name($1::pg_lsn) as file, pg_size_bytes(current_setting('wal_segment_size'))::text as segment`,
    [moment.lsn],
  )
  yield* log(postgres, /\(file ([0-9A-F]{24})\)/.exec(label)![1]!, last[0]!.file)
  const tables = moment.exact ? await digestOf(looking) : null
  let files = 0
  yield headOf({ kind: 'folder', at: 'files' })
  const uploaded = path.join(dataDirectory, 'files')
  for (const name of await readdir(uploaded).catch(() => [])) {
    if (!/^[0-9a-f]{32}$/.test(name)) continue // one that is not whole yet
    files++
    yield* fileRecord(`files/${name}`, path.join(uploaded, name))
  }
  const next = lsnText(afterSegment(last[0]!.file, BigInt(last[0]!.segment)))
  const summary: Summary = { point: moment.name, tables, files, next }
  yield headOf({ kind: 'end', summary })
  return summary
}

async function* folder(place: string, at: string): AsyncGenerator<Buffer> {
  const entries = await readdir(place, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) {
    if (leftOut.test(entry.name)) continue
    const below = `${at}/${entry.name}`
    if (entry.isDirectory()) {
      yield headOf({ kind: 'folder', at: below })
      if (!emptied.has(entry.name)) yield* folder(path.join(place, entry.name), below)
    } else if (entry.isFile()) yield* fileRecord(below, path.join(place, entry.name))
  }
}

/** The log from where the copy began to the segment of its point; names follow one another. */
async function* log(postgres: string, from: string, to: string): AsyncGenerator<Buffer> {
  yield headOf({ kind: 'folder', at: 'postgres/pg_wal' })
  for (const name of (await readdir(path.join(postgres, 'pg_wal'))).sort()) {
    const needed = /^[0-9A-F]{24}$/.test(name) ? name >= from && name <= to : name.endsWith('.history')
    if (needed) yield* fileRecord(`postgres/pg_wal/${name}`, path.join(postgres, 'pg_wal', name))
  }
}

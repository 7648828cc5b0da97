import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import { beginStep, findImport, type ImportRecord, type ImportStatus } from './imports.ts'
import { beginUndo } from './work.ts'
import { remember } from './session.ts'

/** What a person can do with an import, and when. */
const moves = {
  settings: ['uploaded', 'previewed', 'failed'],
  preview: ['uploaded', 'previewed', 'failed'],
  run: ['uploaded', 'previewed', 'stopped', 'failed'],
  stop: ['previewing', 'running'],
  undo: ['done', 'stopped', 'failed'],
  discard: ['uploaded', 'previewed', 'failed'],
} satisfies Record<string, ImportStatus[]>
export type Move = keyof typeof moves

/** Why a move is not possible now: a rule of the interface's texts; null where it is. */
export function whyNot(record: ImportRecord, move: Move): string | null {
  if (!(moves[move] as readonly ImportStatus[]).includes(record.status)) return `not_while_${record.status}`
  const writes = record.hasChanges
  if ((move === 'settings' || move === 'preview' || move === 'discard') && writes) return 'wrote_already'
  if (move === 'undo' && !writes) return 'nothing_to_undo'
  if ((move === 'preview' || move === 'run') && record.fileKey === null) return 'file_missing'
  return null
}

/** Starts going through the file without writing. */
export async function startPreview(tx: Tx, record: ImportRecord, now: Date): Promise<ImportRecord> {
  await beginStep(tx, record.id, { status: 'previewing' }, now)
  return (await findImport(tx, record.id))!
}

/** Starts to import, or goes on where a stopped or failed run left off. */
export async function startRun(
  tx: Tx,
  record: ImportRecord,
  mode: ImportRecord['mode'],
  now: Date,
): Promise<ImportRecord> {
  await remember(tx, record)
  if (record.hasChanges) {
    await sql`
      update imports set status = 'running', stop_requested = false, error = null, started_at = ${now}, finished_at = null
      where id = ${record.id}`.execute(tx)
  } else {
    await sql`update imports set mode = ${mode} where id = ${record.id}`.execute(tx)
    await beginStep(tx, record.id, { status: 'running', checking: mode === 'all_or_nothing' }, now)
  }
  return (await findImport(tx, record.id))!
}

/** Asks what is under way to stop after the rows in hand. */
export async function askToStop(tx: Tx, record: ImportRecord): Promise<ImportRecord> {
  await sql`update imports set stop_requested = true where id = ${record.id}`.execute(tx)
  return (await findImport(tx, record.id))!
}

export async function startUndo(tx: Tx, record: ImportRecord, now: Date): Promise<ImportRecord> {
  await sql`update imports set error = null where id = ${record.id}`.execute(tx)
  await beginUndo(tx, record.id, now)
  return (await findImport(tx, record.id))!
}

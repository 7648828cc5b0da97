import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ImportId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { isDiskTrouble, isUnavailable } from '#platform/database/unavailable.ts'
import { FileMissing } from '#platform/files/files.ts'
import type { Step } from './batch.ts'
import { beginStep, findImport, type ImportRecord, lockImport } from './imports.ts'
import { insertIssues } from './issues.ts'
import type { ImportWorkspace } from './kind.ts'
import type { ImportParts } from './parts.ts'
import { addCounts, finish, RowRefused, walk } from './steps.ts'
import { type Kept, undoLatest } from './undo.ts'

/** The name under which the steps of imports wait in the queue. */
export const importJob = 'connect.import'

const undoSize = 2000

/** The workspace, as imports need it. */
export async function importWorkspace(tx: Tx, id: WorkspaceId): Promise<ImportWorkspace> {
  const { rows } = await sql<ImportWorkspace>`
    select workspace_id as id, currency, time_zone as "timeZone", locale from workspaces where workspace_id = ${id}
  `.execute(tx)
  if (!rows[0]) throw new Error(`there is no workspace ${id}`)
  return rows[0]
}

/**
 * Does what an import is waiting for (preview, run, undo), from where it stands, until that is finished, stopped, or
 * `signal` is aborted (then it throws, to be taken up again). Called twice for one import, the second call gives way.
 */
export async function workOnImport(
  parts: ImportParts,
  workspaceId: WorkspaceId,
  importId: ImportId,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const record = await parts.database.workspace(workspaceId, (tx) => findImport(tx, importId))
    if (!record || !['previewing', 'running', 'undoing'].includes(record.status)) return
    const goesOn =
      record.status === 'undoing' ? await undo(parts, record, signal) : await readThrough(parts, record, signal)
    if (!goesOn) return
  }
}

/** Goes through the file for a preview, a check or the real thing. Returns whether another step follows at once. */
async function readThrough(parts: ImportParts, record: ImportRecord, signal: AbortSignal): Promise<boolean> {
  const { workspaceId } = record
  const step = await stepOf(parts, record)
  const writing = record.status === 'running' && !record.checking
  const allOrNothing = record.status === 'running' && record.mode === 'all_or_nothing'
  const about = { parts, record, workspaceId }
  try {
    // Whoever carried it out may be gone (a command line that was killed): stopping must not need them, nor the file.
    const { halted, counts, samples } = record.stopRequested
      ? { halted: 'stopped' as const, counts: record.counts, samples: [] }
      : await walk(step, { doing: writing ? 'write' : 'plan', allOrNothing, signal })
    if (halted === 'leaving') throw new Leaving()
    if (halted === 'elsewhere') return false
    if (halted === 'rejected') {
      await finish(about, { status: 'failed', error: 'rows_rejected' }, counts)
      return false
    }
    if (halted === 'stopped') {
      if (allOrNothing && writing) return await turnBack(parts, record, null)
      await finish(about, { status: writing ? 'stopped' : 'uploaded' }, counts)
      return false
    }
    if (record.checking) {
      await parts.database.workspace(workspaceId, (tx) => beginStep(tx, record.id, { status: 'running' }, parts.now()))
      return true
    }
    const rowsTotal = counts.read + counts.empty
    if (record.status === 'previewing') {
      await finish(about, { status: 'previewed', preview: counts, samples, rowsTotal }, counts)
    } else {
      await finish(about, { status: 'done', rowsTotal }, counts)
      await dropFile(parts, record)
    }
    return false
  } catch (error) {
    // What passes by itself (the database being away, a restart) is tried again by the queue.
    if (error instanceof Leaving || isUnavailable(error) || isDiskTrouble(error)) throw error
    const known = error instanceof RowRefused ? 'rows_rejected' : error instanceof FileMissing ? 'file_missing' : null
    const goesOn = allOrNothing && writing
    if (goesOn) await turnBack(parts, record, known ?? 'unexpected')
    else await finish(about, { status: 'failed', error: known ?? 'unexpected' }, record.counts)
    if (known === null) throw error
    return goesOn
  }
}

/** The process is being stopped; the step is taken up again by the next. */
export class Leaving extends Error {}

async function stepOf(parts: ImportParts, record: ImportRecord): Promise<Step> {
  const kind = parts.catalogue.kinds.find((each) => each.key === record.kind)
  if (!kind) throw new Error(`nobody imports ${record.kind}`)
  return parts.database.workspace(record.workspaceId, async (tx) => {
    const workspace = await importWorkspace(tx, record.workspaceId)
    const subject = await kind.describe(tx, workspace)
    return { parts, record, workspace, kind, subject, references: parts.catalogue.references }
  })
}

/** All or nothing, and it came to nothing: what was written is taken back. `error` is why; null: somebody stopped it. */
async function turnBack(parts: ImportParts, record: ImportRecord, error: string | null): Promise<boolean> {
  await parts.database.workspace(record.workspaceId, async (tx) => {
    await beginUndo(tx, record.id, parts.now())
    await sql`update imports set error = ${error} where id = ${record.id}`.execute(tx)
  })
  return true
}

/** Begins an undo: its progress counts changes, not rows. */
export async function beginUndo(tx: Tx, id: ImportId, now: Date): Promise<void> {
  await beginStep(tx, id, { status: 'undoing' }, now)
  await sql`
    update imports set rows_total = (select coalesce(sum(rows), 0) from import_changes where import_id = ${id}),
      counts = counts - 'restored' - 'removed' - 'kept'
    where id = ${id}`.execute(tx)
}

async function undo(parts: ImportParts, record: ImportRecord, signal: AbortSignal): Promise<boolean> {
  const { workspaceId } = record
  const { kinds } = parts.catalogue
  for (;;) {
    if (signal.aborted) throw new Leaving()
    const standing = await parts.database.workspace(workspaceId, async (tx) => {
      const now = await lockImport(tx, record.id)
      if (now?.status !== 'undoing') return null
      const workspace = await importWorkspace(tx, workspaceId)
      const kind = kinds.find((each) => each.key === record.kind)
      const undone = await undoLatest(tx, workspace, record.id, kinds, kind, parts.now(), undoSize)
      const finished = undone.changes < undoSize
      const elsewhere = finished ? ((await kind?.undo?.({ tx, workspace, importId: record.id })) ?? 0) : 0
      const earlier = now.counts.kept ?? 0
      await insertIssues(
        tx,
        workspaceId,
        record.id,
        undone.kept.map((kept, i) => keptIssue(kept, earlier + i)),
      )
      const part = { restored: undone.restored, removed: undone.removed + elsewhere, kept: undone.kept.length }
      const counts = addCounts(now.counts, zero(part))
      await sql`
        update imports set counts = ${JSON.stringify(counts)}::jsonb, rows_done = rows_done + ${undone.changes},
          wrote = ${!finished}
        where id = ${record.id}`.execute(tx)
      await parts.live.publish(workspaceId, { topic: 'import', ids: [record.id] }, tx)
      return { finished, counts, error: now.error }
    })
    if (!standing) return false
    if (standing.finished) {
      const ending = standing.error
        ? ({ status: 'failed', error: standing.error } as const)
        : ({ status: 'undone' } as const)
      await finish({ parts, record, workspaceId }, ending, standing.counts)
      await dropFile(parts, record)
      return false
    }
    await pause()
  }
}

const zero = (part: { restored: number; removed: number; kept: number }) => ({
  read: 0,
  created: 0,
  changed: 0,
  same: 0,
  rejected: 0,
  warned: 0,
  empty: 0,
  ...part,
})

/** Rows of an undo have no line in the file; they are listed before all others, by what they are called. */
const keptIssue = (kept: Kept, position: number) => ({
  line: 0,
  position,
  severity: 'kept' as const,
  field: null,
  column: null,
  value: kept.name,
  rule: kept.rule,
  detail: { table: kept.table, ...(kept.tables ? { tables: kept.tables } : {}) },
})

/** A file is kept no longer than it is needed. */
export async function dropFile(parts: ImportParts, record: ImportRecord): Promise<void> {
  if (record.fileKey === null) return
  await parts.database.workspace(record.workspaceId, (tx) =>
    sql`update imports set file_key = null where id = ${record.id}`.execute(tx),
  )
  await parts.files.remove(record.fileKey)
}

import { setTimeout as wait } from 'node:timers/promises'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { sql } from 'kysely'
import type { RawRow } from '../core/delimited.ts'
import { rowReader } from '../core/row.ts'
import { showable } from '../core/showable.ts'
import { type BatchPlan, planBatch, type Step, withoutRepeats } from './batch.ts'
import { changeRecorder } from './changes.ts'
import { identities } from './identities.ts'
import {
  type Counts,
  endStep,
  findImport,
  type ImportRecord,
  lockImport,
  noCounts,
  type Sample,
  saveProgress,
} from './imports.ts'
import { type ImportIssue, insertIssues } from './issues.ts'
import { rawBatches } from './source.ts'
import { zoneOffset } from './zone.ts'

/** How many rows one transaction takes. */
const rowsAtOnce = 2000
/** Rows created after which PostgreSQL is told to look at the tables: they grew tenfold since it last did. */
const learntAt = [1000, 10_000, 100_000]
const sampleRows = 50

/** Why a walk ended before the end of the file. */
export type Halt = 'stopped' | 'leaving' | 'rejected' | 'elsewhere'
export type Walk = { readonly halted: Halt | null; readonly counts: Counts; readonly samples: readonly Sample[] }

export type WalkOptions = {
  /** `plan`: nothing is written. `write`: what is planned is done, batch by batch. */
  readonly doing: 'plan' | 'write'
  /** Ends the walk at the first refused row. */
  readonly allOrNothing: boolean
  readonly signal: AbortSignal
}

/**
 * Goes through the file from where an earlier walk of this step left off, batch by batch, and keeps its progress with
 * what it wrote. Memory does not grow with the file.
 */
export async function walk(step: Step, options: WalkOptions): Promise<Walk> {
  const { parts, workspace } = step
  const { record } = step
  const read = rowReader(step.subject, record, record.names, {
    currency: workspace.currency,
    zoneOffset: zoneOffset(workspace.timeZone),
  })
  const seen = identities()
  let counts = record.counts.read === undefined ? noCounts : record.counts
  const samples: Sample[] = []
  let rowsDone = 0
  for await (const { rows, bytes } of rawBatches(
    parts.files,
    record.fileKey!,
    record.reading,
    parts.rowsAtOnce ?? rowsAtOnce,
  )) {
    const from = rowsDone
    rowsDone += rows.length
    const good = withoutRepeats(step, rows.map(read), seen)
    if (rowsDone <= record.rowsDone) continue
    if (options.doing === 'write') await roomToGoOn(step, options.signal)
    if (options.signal.aborted) return { halted: 'leaving', counts, samples }
    const done = await parts.database.workspace(workspace.id, async (tx) => {
      const standing = await lockImport(tx, record.id)
      if (!standing || standing.status !== record.status || standing.rowsDone !== from) return 'elsewhere'
      if (standing.stopRequested) return 'stopped'
      const plan =
        options.doing === 'plan' ? await planOnly(step, tx, good) : await planAndWrite(step, tx, good, counts)
      if (options.allOrNothing && options.doing === 'write' && plan.counts.rejected > 0) throw new RowRefused()
      counts = addCounts(counts, plan.counts)
      await insertIssues(tx, workspace.id, record.id, asWritten(plan.issues, rows, record))
      const wrote = options.doing === 'write' && plan.counts.created + plan.counts.changed > 0
      await saveProgress(tx, record.id, { counts, rowsDone, bytesDone: bytes, wrote })
      await parts.live.publish(workspace.id, { topic: 'import', ids: [record.id] }, tx)
      return plan
    })
    if (typeof done === 'string') return { halted: done, counts, samples }
    addSamples(samples, rows, done)
  }
  return { halted: options.allOrNothing && counts.rejected > 0 ? 'rejected' : null, counts, samples }
}

const untilNextLook = 1000 // ms

/** Waits while the disk is nearly full: what is left of it is for others. Somebody may stop the import meanwhile. */
async function roomToGoOn({ parts, workspace, record }: Step, signal: AbortSignal): Promise<void> {
  while (parts.files.disk.taking() !== 'all' && !signal.aborted) {
    await wait(untilNextLook)
    const standing = await parts.database.workspace(workspace.id, (tx) => findImport(tx, record.id))
    if (standing?.status !== record.status || standing.stopRequested) return
  }
}

/** All or nothing: a row that the check had found good was refused when it was to be written. */
export class RowRefused extends Error {}

/** A preview cannot write even by mistake: PostgreSQL holds it to reading. */
async function planOnly(step: Step, tx: Tx, good: ReturnType<typeof withoutRepeats>): Promise<BatchPlan> {
  await sql`savepoint before_plan`.execute(tx)
  await sql`set transaction read only`.execute(tx)
  const never = () => {
    throw new Error('a plan must not record changes')
  }
  const plan = await planBatch(step, tx, good, { creating: never, changing: never })
  // Rolling back to the savepoint also takes back the restriction, so that the progress can be written.
  await sql`rollback to savepoint before_plan`.execute(tx)
  return plan
}

async function planAndWrite(
  step: Step,
  tx: Tx,
  good: ReturnType<typeof withoutRepeats>,
  before: Counts,
): Promise<BatchPlan> {
  const { workspace, record } = step
  const recorder = await changeRecorder(tx, workspace.id, record.id)
  const plan = await planBatch(step, tx, good, recorder.changes)
  await plan.write()
  await recorder.flush()
  await markDirty(tx, workspace.id, plan.accountIds as AccountId[])
  const created = before.created + plan.counts.created
  if (learntAt.some((rows) => before.created < rows && created >= rows))
    await sql`select learn_of_tables(${[...recorder.tables(), 'import_changes']}::text[])`.execute(tx)
  return plan
}

/** Values in reports stand there as in the file, however they were read. */
function asWritten(
  issues: readonly ImportIssue[],
  rows: readonly RawRow[],
  { mapping }: ImportRecord,
): readonly ImportIssue[] {
  if (issues.length === 0) return issues
  const byLine = new Map(rows.map((row) => [row.line, row]))
  return issues.map((issue) => {
    const row = byLine.get(issue.line)
    const cell = row && 'cells' in row && issue.field !== null ? row.cells[mapping.indexOf(issue.field)]?.trim() : ''
    return cell ? { ...issue, value: showable(cell) } : issue
  })
}

function addSamples(samples: Sample[], rows: readonly RawRow[], plan: BatchPlan): void {
  for (const row of rows) {
    if (samples.length >= sampleRows) return
    const outcome = plan.outcomes.get(row.line)
    if (outcome)
      samples.push({
        line: row.line,
        outcome,
        cells: 'cells' in row ? row.cells.map((cell) => showable(cell, 120)) : [],
      })
  }
}

export function addCounts(one: Counts, other: Counts): Counts {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Counts)[]
  return Object.fromEntries(keys.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)])) as unknown as Counts
}

/** Ends a step, writes it into the audit log, and tells open pages. */
export async function finish(
  step: { parts: Step['parts']; record: ImportRecord; workspaceId: WorkspaceId },
  ending: Parameters<typeof endStep>[2],
  counts: Counts,
): Promise<void> {
  const { parts, record, workspaceId } = step
  await parts.database.workspace(workspaceId, async (tx) => {
    await endStep(tx, record.id, ending, parts.now())
    if (record.status !== 'previewing') {
      await recordChange(tx, {
        by: record.personId ? { workspaceId, personId: record.personId } : { workspaceId, system: true },
        action: record.status === 'undoing' ? 'import.undo' : 'import.run',
        subjectId: record.id,
        after: { kind: record.kind, fileName: record.fileName, status: ending.status, counts },
        origin: record.origin,
      })
    }
    await parts.live.publish(workspaceId, { topic: 'import', ids: [record.id] }, tx)
  })
}

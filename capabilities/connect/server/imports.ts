import { sql } from 'kysely'
import type { ImportId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Mapping, Reading, Settings } from '../core/reading.ts'

/** Where an import stands. */
export type ImportStatus =
  | 'uploaded'
  | 'previewing'
  | 'previewed'
  | 'running'
  | 'stopped'
  | 'done'
  | 'failed'
  | 'undoing'
  | 'undone'

/** How many rows there were, and what became of them; after an undo also what was restored, removed and kept. */
export type Counts = {
  readonly read: number
  readonly created: number
  readonly changed: number
  readonly same: number
  readonly rejected: number
  readonly warned: number
  readonly empty: number
  readonly restored?: number
  readonly removed?: number
  readonly kept?: number
}

export const noCounts: Counts = { read: 0, created: 0, changed: 0, same: 0, rejected: 0, warned: 0, empty: 0 }

/** A row of the preview: its cells as they stand in the file, and what would become of it. */
export type Sample = { readonly line: number; readonly outcome: string; readonly cells: readonly string[] }

/** One import as the table holds it. */
export type ImportRecord = {
  readonly workspaceId: WorkspaceId
  readonly id: ImportId
  readonly kind: string
  readonly fileName: string
  readonly fileSize: number
  readonly fileKey: string | null
  readonly status: ImportStatus
  readonly reading: Reading
  readonly names: readonly string[]
  readonly mapping: Mapping
  readonly options: Readonly<Record<string, string>>
  readonly emptyCells: 'keep' | 'clear'
  readonly mode: 'good_rows' | 'all_or_nothing'
  readonly checking: boolean
  readonly preview: Counts | null
  readonly counts: Counts
  readonly samples: readonly Sample[]
  readonly rowsTotal: number | null
  readonly rowsDone: number
  readonly bytesDone: number
  readonly stopRequested: boolean
  readonly error: string | null
  readonly personId: PersonId | null
  readonly origin: 'app' | 'api' | 'cli'
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly personName: string | null
  /** Whether it wrote anything that could be taken back. */
  readonly hasChanges: boolean
}

const columns = sql`
  workspace_id as "workspaceId", id, kind, file_name as "fileName", file_size as "fileSize", file_key as "fileKey",
  status, reading, names, mapping, options, empty_cells as "emptyCells", mode, checking, preview, counts, samples,
  rows_total as "rowsTotal", rows_done as "rowsDone", bytes_done as "bytesDone", stop_requested as "stopRequested",
  error, person_id as "personId", origin, created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt",
  (select name from people p where p.workspace_id = imports.workspace_id and p.id = imports.person_id) as "personName",
  wrote as "hasChanges"`

/** The import, or undefined where this workspace has none of that id. */
export async function findImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const { rows } = await sql<ImportRecord>`select ${columns} from imports where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The same, held against other transactions until this one ends. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const { rows } =
    await sql<ImportRecord>`select ${columns} from imports where id = ${id}::uuid for update of imports`.execute(tx)
  return rows[0]
}

/** The newest imports first, from behind `before` on. */
export async function listImports(tx: Tx, limit: number, before: ImportId | null): Promise<ImportRecord[]> {
  const { rows } = await sql<ImportRecord>`
    select ${columns} from imports
    where ${before}::uuid is null or (created_at, id) < (select created_at, id from imports where id = ${before}::uuid)
    order by created_at desc, id desc limit ${limit}`.execute(tx)
  return rows
}

export type NewImport = Pick<
  ImportRecord,
  'workspaceId' | 'id' | 'kind' | 'fileName' | 'fileSize' | 'fileKey' | 'personId' | 'origin'
>

export async function insertImport(tx: Tx, given: NewImport): Promise<void> {
  await sql`
    insert into imports (workspace_id, id, kind, file_name, file_size, file_key, person_id, origin, status)
    values (${given.workspaceId}, ${given.id}, ${given.kind}, ${given.fileName}, ${given.fileSize}, ${given.fileKey},
      ${given.personId}, ${given.origin}, 'uploaded')`.execute(tx)
}

/** Keeps how the file is to be read. What an earlier preview said holds no longer. */
export async function saveSettings(
  tx: Tx,
  id: ImportId,
  kind: string,
  names: readonly string[],
  settings: Settings,
): Promise<void> {
  await sql`
    update imports set kind = ${kind}, names = ${names}::text[], reading = ${JSON.stringify(settings.reading)}::jsonb,
      mapping = ${JSON.stringify(settings.mapping)}::jsonb, options = ${JSON.stringify(settings.options)}::jsonb,
      empty_cells = ${settings.emptyCells}, status = 'uploaded', preview = null, counts = '{}', samples = '[]',
      rows_done = 0, bytes_done = 0, error = null
    where id = ${id}`.execute(tx)
  await sql`delete from import_issues where import_id = ${id}`.execute(tx)
}

/** Begins a step (again): its progress starts at nothing. */
export async function beginStep(
  tx: Tx,
  id: ImportId,
  step: { status: 'previewing' | 'running' | 'undoing'; checking?: boolean },
  now: Date,
): Promise<void> {
  const progress = { rows_done: 0, bytes_done: 0, counts: noCounts }
  await sql`
    update imports set status = ${step.status}, checking = ${step.checking ?? false}, stop_requested = false,
      started_at = ${now}, finished_at = null, error = null, rows_done = ${progress.rows_done},
      bytes_done = ${progress.bytes_done},
      counts = case when ${step.status} = 'undoing' then counts else ${JSON.stringify(progress.counts)}::jsonb end
    where id = ${id}`.execute(tx)
  await sql`delete from import_issues where import_id = ${id} and (severity = 'kept' or ${step.status} <> 'undoing')`.execute(
    tx,
  )
}

/** Takes the next part of a step down: what was done so far. */
export async function saveProgress(
  tx: Tx,
  id: ImportId,
  progress: { counts: Counts; rowsDone: number; bytesDone: number; wrote: boolean },
): Promise<void> {
  await sql`
    update imports set counts = ${JSON.stringify(progress.counts)}::jsonb, rows_done = ${progress.rowsDone},
      bytes_done = ${progress.bytesDone}, wrote = wrote or ${progress.wrote}
    where id = ${id}`.execute(tx)
}

export type Ending = {
  readonly status: 'uploaded' | 'previewed' | 'done' | 'failed' | 'stopped' | 'undone'
  readonly error?: string | null
  readonly preview?: Counts
  readonly samples?: readonly Sample[]
  readonly rowsTotal?: number
}

/** Ends a step. */
export async function endStep(tx: Tx, id: ImportId, ending: Ending, now: Date): Promise<void> {
  const { preview, samples, rowsTotal } = ending
  await sql`
    update imports set status = ${ending.status}, finished_at = ${now}, error = ${ending.error ?? null},
      checking = false, stop_requested = false,
      preview = coalesce(${preview ? JSON.stringify(preview) : null}::jsonb, preview),
      samples = coalesce(${samples ? JSON.stringify(samples) : null}::jsonb, samples),
      rows_total = coalesce(${rowsTotal ?? null}, rows_total)
    where id = ${id}`.execute(tx)
}

import { sql } from 'kysely'
import type { ImportRow, ImportSubject, RowIssue, RowOutcome } from '../core/kind.ts'
import type { ImportBatch, ImportKind, ImportPlan, ImportWorkspace } from './kind.ts'
import { insertRows, updateRows, type WrittenColumns } from './writeRows.ts'

/** A record as its table has it, by column. */
export type RecordColumns = Readonly<Record<string, unknown>> & {
  readonly account_id: string
  readonly external_id: string | null
}
type StoredRecord = RecordColumns & { readonly id: string }

/** A row of a file as a record: all columns, and which of them the row speaks of (the others stay as they were). */
export type RecordRow = {
  readonly columns: RecordColumns
  readonly said: readonly string[]
  readonly issues?: readonly RowIssue[]
  readonly warnings?: readonly RowIssue[]
}

/** A kind of which one row is one record of one table, known again by its external id, else by what it says. */
export type RecordKind = {
  readonly key: string
  readonly describe: (workspace: ImportWorkspace) => ImportSubject
  readonly table: string
  /** The columns without id and import_id, with their types. */
  readonly types: WrittenColumns
  /** Whether the table counts versions. */
  readonly versioned: boolean
  readonly rowOf: (row: ImportRow, batch: Pick<ImportBatch, 'workspace' | 'options'>) => RecordRow
  /** What makes two records without an external id the same one. */
  readonly nameOf: (record: RecordColumns) => string
  /** The rule that is broken where a record of this id belongs to another account. */
  readonly otherAccount: string
}

/** Makes the kind: rows become created, changed or same records, set by set. */
export function recordKind(kind: RecordKind): ImportKind {
  return {
    key: kind.key,
    describe: async (_tx, workspace) => kind.describe(workspace),
    identify: (row, options) => {
      const { columns } = kind.rowOf(row, { workspace: nowhere, options })
      return columns.external_id === null ? kind.nameOf(columns) : `id ${columns.external_id}`
    },
    plan: (batch) => planRecords(kind, batch),
  }
}

// An identity says what a row is about; how amounts and days are counted does not matter for it.
const nowhere = { id: '', currency: 'XXX', timeZone: 'UTC', locale: 'en' } as unknown as ImportWorkspace

async function planRecords(kind: RecordKind, batch: ImportBatch): Promise<ImportPlan> {
  const rows = batch.rows.map((row) => kind.rowOf(row, batch))
  const known = await readKnown(kind, batch, rows)
  const created: StoredRecord[] = []
  const changed: StoredRecord[] = []
  const outcomes = rows.map((row): RowOutcome => {
    const { columns, said, issues = [], warnings = [] } = row
    const byId = columns.external_id === null ? undefined : known.byId.get(columns.external_id)
    if (byId && byId.account_id !== columns.account_id)
      return reject({ field: 'external_id', rule: kind.otherAccount, value: columns.external_id! })
    if (issues.length > 0) return reject(...issues)
    const accountId = columns.account_id
    const before = byId ?? (columns.external_id === null ? known.byName.get(kind.nameOf(columns)) : undefined)
    if (!before) {
      created.push({ ...columns, id: batch.newId<string>() })
      return { outcome: 'created', accountId, warnings }
    }
    const after = { ...before, ...Object.fromEntries(said.map((name) => [name, columns[name]])) }
    if (Object.keys(kind.types).every((name) => isSame(after[name], before[name])))
      return { outcome: 'same', accountId, warnings }
    changed.push(after)
    return { outcome: 'changed', accountId, warnings }
  })
  const write = async () => {
    await insertRows(batch, kind.table, { id: 'uuid', ...kind.types, import_id: 'uuid' }, created)
    await updateRows(batch, kind.table, kind.types, changed, kind.versioned)
  }
  return { outcomes, write }
}

const reject = (...issues: RowIssue[]): RowOutcome => ({ outcome: 'rejected', issues })

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Date) return isSame(a.toISOString(), b)
  if (b instanceof Date) return isSame(a, b.toISOString())
  return (a ?? null) === (b ?? null)
}

async function readKnown(kind: RecordKind, { tx }: ImportBatch, rows: readonly RecordRow[]) {
  const ids = rows.flatMap(({ columns }) => columns.external_id ?? [])
  const accounts = rows.flatMap(({ columns }) => (columns.external_id === null ? [columns.account_id] : []))
  const { rows: found } = await sql<StoredRecord>`
    select id, ${sql.join(Object.keys(kind.types).map((name) => sql.id(name)))} from ${sql.table(kind.table)}
    where external_id = any(${ids}::text[]) or external_id is null and account_id = any(${[...new Set(accounts)]}::uuid[])
  `.execute(tx)
  return {
    byId: new Map(found.flatMap((record) => (record.external_id === null ? [] : [[record.external_id, record]]))),
    byName: new Map(found.flatMap((record) => (record.external_id === null ? [[kind.nameOf(record), record]] : []))),
  }
}

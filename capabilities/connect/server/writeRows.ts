import { sql } from 'kysely'
import type { ImportBatch, RowKey } from './kind.ts'

/** The columns of a table that a kind writes, each with its type in SQL. */
export type WrittenColumns = Readonly<Record<string, string>>

/** A row to be written: values by column, lists and objects as they are in JSON. */
export type WrittenRow = Readonly<Record<string, unknown>>

/**
 * Inserts rows of an import with one statement and records them as created. `key` are the columns of the primary key
 * (without workspace_id); where the table has an `import_id`, it is among `columns` and filled here.
 */
export async function insertRows(
  batch: ImportBatch,
  table: string,
  columns: WrittenColumns,
  rows: readonly WrittenRow[],
  key: readonly string[] = ['id'],
): Promise<void> {
  if (rows.length === 0) return
  const { tx, workspace, importId, changes } = batch
  const names = Object.keys(columns)
  const values = 'import_id' in columns ? rows.map((row) => ({ ...row, import_id: importId })) : rows
  await sql`
    insert into ${sql.table(table)} (workspace_id, ${sql.join(names.map((name) => sql.id(name)))})
    select ${workspace.id}::uuid, ${sql.join(names.map((name) => sql.ref(`v.${name}`)))}
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v (${typed(columns)})
  `.execute(tx)
  changes.creating(table, keysOf(rows, key))
}

/**
 * Updates rows of an import with one statement, all of them in the same columns, and keeps what they were for undo.
 * `touch` counts a version and the moment of the change, for tables that have them.
 */
export async function updateRows(
  batch: ImportBatch,
  table: string,
  columns: WrittenColumns,
  rows: readonly WrittenRow[],
  touch = true,
): Promise<void> {
  const names = Object.keys(columns).filter((name) => name !== 'id' && name !== 'import_id')
  if (rows.length === 0 || names.length === 0) return
  const { tx, workspace, changes, now } = batch
  await changes.changing(table, keysOf(rows, ['id']))
  const sets = names.map((name) => sql`${sql.id(name)} = ${sql.ref(`v.${name}`)}`)
  if (touch) sets.push(sql`version = t.version + 1`, sql`updated_at = ${now}`)
  await sql`
    update ${sql.table(table)} t set ${sql.join(sets)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (${typed({ id: 'uuid', ...columns })})
    where t.workspace_id = ${workspace.id} and t.id = v.id
  `.execute(tx)
}

const typed = (columns: WrittenColumns) =>
  sql.join(Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`))

const keysOf = (rows: readonly WrittenRow[], key: readonly string[]): RowKey[] =>
  rows.map((row) => Object.fromEntries(key.map((name) => [name, row[name] as string])))

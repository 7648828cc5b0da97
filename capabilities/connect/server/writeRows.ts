import { sql } from 'kysely'
import { arrayText } from '#capabilities/facts/server/index.ts'
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
  const sent = names.map((name) => {
    const values = name === 'import_id' ? [importId] : rows.map((row) => written(row[name], columns[name]!))
    return sentAs(name, columns[name]!, values, name === key[0])
  })
  const arrays = sent.flatMap(({ name, array }) => (array ? [{ name, array }] : []))
  await sql`
    insert into ${sql.table(table)} (workspace_id, ${sql.join(names.map((name) => sql.id(name)))})
    select ${workspace.id}::uuid, ${sql.join(sent.map(({ value }) => value))}
    from unnest(${sql.join(arrays.map(({ array }) => array))}) as v (${sql.join(arrays.map(({ name }) => sql.id(name)))})
  `.execute(tx)
  changes.creating(table, keysOf(rows, key))
}

/**
 * How a column goes to PostgreSQL: as an array of its type, which is read four times as fast as JSON, or, where all rows say
 * the same, once. Arrays have no arrays in them: lists, and objects, go as texts that are cast.
 */
function sentAs(name: string, type: string, values: readonly (string | null)[], differs: boolean) {
  const [first = null] = values
  if (!differs && values.every((value) => value === first))
    return { name, value: sql`${first}::${sql.raw(type)}`, array: null }
  const nested = type.endsWith('[]') || type === 'jsonb'
  const array = sql`${arrayText(values)}::${sql.raw(nested ? 'text' : type)}[]`
  return { name, value: nested ? sql`${sql.ref(`v.${name}`)}::${sql.raw(type)}` : sql.ref(`v.${name}`), array }
}

/** A value as PostgreSQL reads it. */
function written(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return arrayText(value as string[])
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value)
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

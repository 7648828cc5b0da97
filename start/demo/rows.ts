import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'

/** The columns a set of rows fills, each with its type in the database. */
export type Columns = Record<string, string>

const quoted = (name: string): RawBuilder<unknown> => sql.ref(name)

/** Puts rows into a table in one statement a thousand; columns a row does not name stay empty. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const names = sql.join(Object.keys(columns).map(quoted))
  const typed = sql.join(Object.entries(columns).map(([name, type]) => sql`${quoted(name)} ${sql.raw(type)}`))
  for (let from = 0; from < rows.length; from += 1000) {
    const json = JSON.stringify(rows.slice(from, from + 1000))
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from jsonb_to_recordset(${json}::jsonb) as row(${typed})`.execute(tx)
  }
}

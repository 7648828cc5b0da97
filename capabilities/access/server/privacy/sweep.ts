import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { patternOf, type Subject } from './subject.ts'

export type Place = { place: string; rows: number }
type Column = { table: string; column: string; type: string; hasAccount: boolean; hasContact: boolean }

// The journal is rewritten chunk by chunk, the record of changes by a function of its own; contacts lose more than words.
const apart = ['journal', 'audit_log', 'contacts', 'erasures', 'workspaces', 'people']

/** Columns that may hold words about somebody, of whatever table there is: one that is added is swept as well. */
export async function wordColumns(tx: Tx): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
      exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'account_id') as "hasAccount",
      exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'contact_id') as "hasContact"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]', 'character varying')
      and c.relname <> all(${apart}::text[]) and exists (
        select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
      -- Keys that tables refer to each other by are ours, and say nothing of anybody.
      and not exists (
        select from pg_constraint k where k.contype = 'f'
          and (k.conrelid = c.oid and a.attnum = any(k.conkey) or k.confrelid = c.oid and a.attnum = any(k.confkey)))
    order by 1, 2
  `.execute(tx)
  return rows
}

/** Puts `instead` in the place of whatever tells who the person is, in every table but those with a way of their own. */
export async function sweep(tx: Tx, workspaceId: WorkspaceId, subject: Subject, instead: string): Promise<Place[]> {
  const [everywhere, here] = [patternOf(subject.everywhere), patternOf([...subject.everywhere, ...subject.here])]
  const places: Place[] = []
  const byTable = Map.groupBy(await wordColumns(tx), ({ table }) => table)
  for (const [table, columns] of byTable) {
    const near = nearnessOf(columns[0]!, subject)
    let rows = 0
    if (everywhere) rows += await replaced(tx, workspaceId, table, columns, everywhere, instead, sql`true`)
    if (near && here) rows += await replaced(tx, workspaceId, table, columns, here, instead, near)
    if (rows > 0) places.push({ place: table, rows })
  }
  return places
}

/** Rows of the person's own company or of the person; null: the table knows neither. */
function nearnessOf({ hasAccount, hasContact }: Column, { accountId, contactId }: Subject) {
  if (hasAccount && hasContact) return sql`(account_id = ${accountId} or contact_id = ${contactId})`
  if (hasAccount) return sql`account_id = ${accountId}`
  return hasContact ? sql`contact_id = ${contactId}` : null
}

async function replaced(
  tx: Tx,
  workspaceId: WorkspaceId,
  table: string,
  columns: readonly Column[],
  pattern: string,
  instead: string,
  near: ReturnType<typeof sql>,
): Promise<number> {
  const set = columns.map(({ column, type }) => {
    const at = sql.id(column)
    return sql`${at} = case when ${at}::text ~* ${pattern} then
      regexp_replace(${at}::text, ${pattern}, ${instead}, 'gi')::${sql.raw(type)} else ${at} end`
  })
  const found = columns.map(({ column }) => sql`${sql.id(column)}::text ~* ${pattern}`)
  const { numAffectedRows } = await sql`
    update ${sql.id(table)} set ${sql.join(set)}
    where workspace_id = ${workspaceId} and ${near} and (${sql.join(found, sql` or `)})
  `.execute(tx)
  return Number(numAffectedRows ?? 0)
}

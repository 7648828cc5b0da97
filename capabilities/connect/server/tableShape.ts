import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What undoing needs to know of a table, read from PostgreSQL's own catalogue. */
export type TableShape = {
  readonly name: string
  /** The primary key without workspace_id, with PostgreSQL's types. */
  readonly key: readonly { readonly name: string; readonly type: string }[]
  /** All other columns. */
  readonly rest: readonly string[]
  /** All of them that have no hash of their own in PostgreSQL, and are hashed by their text. */
  readonly hashless: ReadonlySet<string>
  /** Tables whose rows would be removed with a row of this one (or forbid it) and that people or files fill. */
  readonly children: readonly { readonly table: string; readonly column: string; readonly people: readonly string[] }[]
}

const shapes = new Map<string, TableShape>()

/** The shape of a table; the catalogue is asked once in the life of the process. */
export async function tableShape(tx: Tx, name: string): Promise<TableShape> {
  const known = shapes.get(name)
  if (known) return known
  const { rows } = await sql<{ name: string; type: string; isKey: boolean; hashes: boolean }>`
    select a.attname as name, format_type(a.atttypid, null) as type, a.attnum = any(i.indkey) as "isKey", exists (
      select from pg_opclass o join pg_am m on m.oid = o.opcmethod
      where m.amname = 'hash' and o.opcintype in (a.atttypid, t.typelem)
    ) as hashes
    from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid
    where c.relname = ${name} and c.relnamespace = 'public'::regnamespace and a.attname <> 'workspace_id'
    order by a.attnum`.execute(tx)
  if (rows.length === 0) throw new Error(`an import changed a table that is not there: ${name}`)
  const shape: TableShape = {
    name,
    key: rows.filter((row) => row.isKey),
    rest: rows.filter((row) => !row.isKey).map((row) => row.name),
    hashless: new Set(rows.filter((row) => !row.hashes).map((row) => row.name)),
    children: await childrenOf(tx, name),
  }
  shapes.set(name, shape)
  return shape
}

/**
 * A table is filled by people or files where it says which import, or which person, a row is from: `people` are those
 * columns. What Banso computes (facts, phases it moved, signals) says neither, and goes with the row it belongs to. A
 * person in the primary key only tells whose view it is.
 */
async function childrenOf(tx: Tx, name: string): Promise<TableShape['children']> {
  const { rows } = await sql<{ table: string; column: string; people: string[] }>`
    select child.relname as "table", link.attname as "column",
      array(
        select p.attname::text from pg_attribute p
        where p.attrelid = child.oid and not p.attisdropped
          and p.attname in ('import_id', 'author_id', 'created_by', 'closed_by', 'person_id')
          and not exists (
            select from pg_index i where i.indrelid = child.oid and i.indisprimary and p.attnum = any(i.indkey))
      ) as people
    from pg_constraint f
    join pg_class parent on parent.oid = f.confrelid
    join pg_class child on child.oid = f.conrelid
    join pg_attribute link on link.attrelid = child.oid and link.attnum = any(f.conkey)
      and link.attname <> 'workspace_id'
    where f.contype = 'f' and parent.relname = ${name} and parent.relnamespace = 'public'::regnamespace`.execute(tx)
  return rows.filter((row) => row.people.length > 0)
}

/**
 * The row of a table that a key (a JSON object) names, as a sub-query to be joined laterally: its place `at`, the row as
 * JSON `image`, the `hash` of its values, and the `digest` that imports before tables.9-changes.sql kept; what is not asked
 * for is not worked out. One look into the primary key for each, whatever the planner believes of the table: in the
 * middle of a bulk load its figures are those of before, and it would read all rows for every batch.
 */
export function rowNamed(
  shape: TableShape,
  workspaceId: WorkspaceId,
  key: RawBuilder<unknown>,
  lock: boolean,
): RawBuilder<unknown> {
  const same = shape.key.map(
    ({ name, type }) => sql`${sql.ref(`r.${name}`)} = (${key}->>${sql.lit(name)})::${sql.raw(type)}`,
  )
  const values = [...shape.key.map(({ name }) => name), ...shape.rest].map((name) =>
    shape.hashless.has(name) ? sql`${sql.ref(`r.${name}`)}::text` : sql.ref(`r.${name}`),
  )
  return sql`(
    select r.ctid as at, to_jsonb(r) as image, md5(to_jsonb(r)::text) as digest,
      hash_record_extended(row(${sql.join(values)}), 0) as hash
    from ${sql.table(shape.name)} r
    where r.workspace_id = ${workspaceId} and ${sql.join(same, sql` and `)} limit 1 ${lock ? sql`for update of r` : sql``}
  )`
}

import { type RawBuilder, sql } from 'kysely'
import type { ImportId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ImportChanges, RowKey } from './kind.ts'
import { rowNamed, type TableShape, tableShape } from './tableShape.ts'

type Entry = { readonly seq: number; readonly key: RowKey; readonly before: object | null }

export type ChangeRecorder = {
  readonly changes: ImportChanges
  /** Writes down what was created and changed; to be called once everything of the transaction is written. */
  readonly flush: () => Promise<void>
  /** The tables in which something was created or changed, once it is written down. */
  readonly tables: () => string[]
}

/**
 * Remembers for a transaction of an import what it is about to change, and as what it left it. The first word on a row
 * counts: a row that is created and then changed was created.
 */
export async function changeRecorder(tx: Tx, workspaceId: WorkspaceId, importId: ImportId): Promise<ChangeRecorder> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(seq), 0) as last from import_changes where import_id = ${importId}`.execute(tx)
  let seq = rows[0]!.last
  const tables = new Map<string, Map<string, Entry>>()
  const entriesOf = (table: string) => {
    const entries = tables.get(table) ?? new Map<string, Entry>()
    tables.set(table, entries)
    return entries
  }
  const add = (shape: TableShape, key: RowKey, before: object | null) => {
    const entries = entriesOf(shape.name)
    const name = nameOf(shape, key)
    if (!entries.has(name)) entries.set(name, { seq: ++seq, key, before })
  }
  const creations: (() => Promise<void>)[] = []

  return {
    changes: {
      creating: (table, keys) => {
        // The order of `seq` is the order of these calls; asking for the table's shape must wait, the call must not.
        const reserved = keys.map((key) => ({ key, seq: ++seq }))
        creations.push(async () => {
          const shape = await tableShape(tx, table)
          const entries = entriesOf(table)
          for (const { key, seq: at } of reserved) {
            const name = nameOf(shape, key)
            const earlier = entries.get(name)
            if (!earlier || earlier.seq > at) entries.set(name, { seq: at, key, before: null })
          }
        })
      },
      changing: async (table, keys) => {
        if (keys.length === 0) return
        const shape = await tableShape(tx, table)
        const images = await imagesOf(tx, workspaceId, shape, keys)
        for (const key of keys) add(shape, key, images.get(nameOf(shape, key)) ?? null)
      },
    },
    flush: async () => {
      for (const settle of creations) await settle()
      for (const [table, entries] of tables) {
        await write(tx, workspaceId, importId, await tableShape(tx, table), packed([...entries.values()]))
      }
    },
    tables: () => [...tables.keys()],
  }
}

/** A change as it is stored: of one row, or of neighbours that were created. */
type Stored = { readonly seq: number; readonly key: RowKey | RowKey[]; readonly before: object | null; rows: number }

/** Created rows that follow each other in the order of writing become one change. */
function packed(entries: readonly Entry[]): Stored[] {
  const stored: (Stored & { keys: RowKey[]; last: number })[] = []
  for (const { seq, key, before } of entries.toSorted((a, b) => a.seq - b.seq)) {
    const open = stored.at(-1)
    if (open && open.before === null && before === null && open.last === seq - 1) {
      open.keys.push(key)
      open.last = seq
    } else stored.push({ seq, key, before, rows: 1, keys: [key], last: seq })
  }
  return stored.map(({ seq, before, keys }) => ({
    seq,
    key: keys.length === 1 ? keys[0]! : keys,
    before,
    rows: keys.length,
  }))
}

const nameOf = (shape: TableShape, key: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(shape.key.map(({ name }) => String(key[name])))

async function imagesOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  shape: TableShape,
  keys: readonly RowKey[],
): Promise<Map<string, object>> {
  const { rows } = await sql<{ image: Record<string, unknown> }>`
    select t.image from jsonb_array_elements(${JSON.stringify(keys)}::jsonb) as k
    cross join lateral ${rowNamed(shape, workspaceId, sql`k.value`, true)} t`.execute(tx)
  return new Map(rows.map(({ image }) => [nameOf(shape, image), image]))
}

async function write(
  tx: Tx,
  workspaceId: WorkspaceId,
  importId: ImportId,
  shape: TableShape,
  stored: readonly Stored[],
): Promise<void> {
  await sql`
    insert into import_changes (workspace_id, import_id, seq, table_name, row_key, before, rows, after_hashes)
    select ${workspaceId}, ${importId}, e.seq, ${shape.name}, e.key, nullif(e.before, 'null'), e.rows, (
      select array_agg(t.hash order by k.place)
      from jsonb_array_elements(${keysOf(sql`e.key`)}) with ordinality as k (key, place)
      left join lateral ${rowNamed(shape, workspaceId, sql`k.key`, false)} t on true
    )
    from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) as e (seq bigint, key jsonb, before jsonb, rows int)`.execute(
    tx,
  )
}

/** The keys of a stored change as a list, whether it is of one row or of many. */
export const keysOf = (key: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case jsonb_typeof(${key}) when 'array' then ${key} else jsonb_build_array(${key}) end`

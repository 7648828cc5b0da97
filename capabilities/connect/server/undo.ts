import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId, ImportId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ImportKind, ImportWorkspace, RowKey } from './kind.ts'
import { keysOf } from './changes.ts'
import { rowNamed, type TableShape, tableShape } from './tableShape.ts'

/** What a part of an undo did. `kept` are rows left as they are, with the reason. */
export type Undone = {
  readonly restored: number
  readonly removed: number
  readonly kept: readonly Kept[]
  readonly changes: number
}
export type Kept = {
  readonly rule: string
  readonly table: string
  readonly key: RowKey
  readonly name: string
  readonly tables?: string
}

/** `told`: what tells whether the row is still as the import left it, `after`. */
type Change = {
  seq: number
  table: string
  key: RowKey
  before: object | null
  told: 'hash' | 'digest'
  after: string | null
}
/** A change and its row as it is now; `at` is the row's place, which holds while it is locked. */
type Current = Change & { now: string | null; at: string | null; accountId: string | null; name: string | null }

/**
 * Takes back the latest `size` changes of an import and forgets them. A row that somebody changed since, or that has
 * got data of others, is left alone and told of; nothing is overwritten unseen. `changes` 0: all is undone.
 */
export async function undoLatest(
  tx: Tx,
  workspace: ImportWorkspace,
  importId: ImportId,
  kinds: readonly ImportKind[],
  kind: ImportKind | undefined,
  now: Date,
  size: number,
): Promise<Undone> {
  const latest = await latestChanges(tx, importId, size)
  const total = { restored: 0, removed: 0, kept: [] as Kept[], changes: latest.length }
  for (const group of runs(latest)) {
    const shape = await tableShape(tx, group[0]!.table)
    const created = group[0]!.before === null
    const current = await currentOf(tx, workspace.id, shape, group)
    const untouched = current.filter((row) => row.now === row.after)
    for (const row of current) {
      if (row.now === row.after || (created && row.now === null)) continue
      total.kept.push(keptRow(row, row.now === null ? 'gone_since' : 'changed_since'))
    }
    const holds = created ? await held(tx, workspace.id, shape, untouched, kinds) : new Map<string, string>()
    for (const row of untouched) {
      const tables = holds.get(String(row.key['id']))
      if (tables !== undefined) total.kept.push({ ...keptRow(row, 'in_use'), tables })
    }
    const free = untouched.filter((row) => !holds.has(String(row.key['id'])))
    if (free.length === 0) continue
    const keys = free.map((row) => row.key)
    await kind?.beforeUndo?.({ tx, workspace, importId, table: shape.name, created, keys, now })
    const touched = free.map((row) => (shape.name === 'accounts' ? (created ? null : row.key['id']) : row.accountId))
    if (created) {
      await remove(tx, shape, free)
      total.removed += free.length
    } else {
      await restore(tx, shape, free)
      total.restored += free.length
    }
    await markDirty(tx, workspace.id, touched.filter((id) => id !== null) as AccountId[])
  }
  const seqs = [...new Set(latest.map((change) => change.seq))]
  await sql`delete from import_changes where import_id = ${importId} and seq = any(${seqs}::bigint[])`.execute(tx)
  return total
}

/** The latest changes, row by row: as many as make up `size`, and the rest of the stored one that reaches it. */
async function latestChanges(tx: Tx, importId: ImportId, size: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    with stored as (
      select *, sum(rows) over (order by seq desc) - rows as later
      from (select * from import_changes where import_id = ${importId} order by seq desc limit ${size}) as newest
    )
    select s.seq, s.table_name as "table", k.key, s.before,
      case when s.after_hashes is null then 'digest' else 'hash' end as told, coalesce(k.hash::text, s.after_digest) as after
    from stored s cross join lateral rows from (jsonb_array_elements(${keysOf(sql`s.row_key`)}), unnest(s.after_hashes))
      with ordinality as k (key, hash, place)
    where s.later < ${size} order by s.seq desc, k.place desc`.execute(tx)
  return rows
}

/** Neighbours of the same table and sort: what one statement can take back. A row changed twice starts a new group. */
function runs(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = []
  let names = new Set<string>()
  for (const change of changes) {
    const name = JSON.stringify(change.key)
    const last = groups.at(-1)
    const same = last && sortOf(last[0]!) === sortOf(change)
    if (same && !names.has(name)) last.push(change)
    else {
      groups.push([change])
      names = new Set()
    }
    names.add(name)
  }
  return groups
}

const sortOf = ({ table, before, told }: Change) => `${table} ${before === null} ${told}`

async function currentOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  shape: TableShape,
  changes: readonly Change[],
): Promise<Current[]> {
  const keys = changes.map(({ key }, place) => ({ place, key }))
  const { rows } = await sql<Omit<Current, keyof Change> & { place: number }>`
    select k.place, ${sql.ref(`t.${changes[0]!.told}`)}::text as now, t.at::text as at, t.image->>'account_id' as "accountId",
      coalesce(t.image->>'name', t.image->>'external_id') as name
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k (place int, key jsonb)
    cross join lateral ${rowNamed(shape, workspaceId, sql`k.key`, true)} t`.execute(tx)
  const found = new Map(rows.map(({ place, ...row }) => [place, row]))
  const missing = { now: null, at: null, accountId: null, name: null }
  return changes.map((change, place) => ({ ...change, ...(found.get(place) ?? missing) }))
}

const keptRow = (row: Current, rule: string): Kept => ({
  rule,
  table: row.table,
  key: row.key,
  name: row.name ?? Object.values(row.key).join(' '),
})

/** By id: the tables with rows of others that hang on it. */
async function held(
  tx: Tx,
  workspaceId: WorkspaceId,
  shape: TableShape,
  rows: readonly Current[],
  kinds: readonly ImportKind[],
): Promise<Map<string, string>> {
  const holds = new Map<string, string>()
  const ids = rows.flatMap((row) => (typeof row.key['id'] === 'string' ? [row.key['id']] : []))
  if (ids.length === 0) return holds
  const note = (id: string, table: string) => holds.set(id, [holds.get(id), table].filter(Boolean).join(', '))
  for (const child of shape.children) {
    if (child.table !== shape.name) {
      for (const id of await parentsOf(tx, workspaceId, child, ids, [])) note(id, child.table)
      continue
    }
    // Rows that refer to each other go together, unless one of them stays: then what it refers to stays, too.
    for (let before = -1; before !== holds.size; ) {
      before = holds.size
      const going = ids.filter((id) => !holds.has(id))
      for (const id of await parentsOf(tx, workspaceId, child, going, going)) note(id, child.table)
    }
  }
  for (const kind of kinds) for (const id of (await kind.holds?.(tx, shape.name, ids)) ?? []) note(id, kind.key)
  return holds
}

async function parentsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  { table, column, people }: TableShape['children'][number],
  ids: readonly string[],
  going: readonly string[],
): Promise<string[]> {
  // Rows that imports make say so even where nobody ran them; elsewhere a person's id says that it was not Banso.
  const byPeople = people.includes('import_id')
    ? sql`true`
    : sql.join(
        people.map((each) => sql`${sql.ref(`c.${each}`)} is not null`),
        sql` or `,
      )
  const { rows } = await sql<{ id: string }>`
    select distinct ${sql.ref(`c.${column}`)} as id from ${sql.table(table)} c
    where c.workspace_id = ${workspaceId} and ${sql.ref(`c.${column}`)} = any(${ids}::uuid[]) and (${byPeople})
      and (${going.length === 0} or not to_jsonb(c)->>'id' = any(${going}::text[]))`.execute(tx)
  return rows.map((row) => row.id)
}

const placesOf = (rows: readonly Current[]): string[] => rows.flatMap((row) => (row.at === null ? [] : [row.at]))

async function remove(tx: Tx, shape: TableShape, rows: readonly Current[]): Promise<void> {
  await sql`delete from ${sql.table(shape.name)} where ctid = any(${placesOf(rows)}::tid[])`.execute(tx)
}

async function restore(tx: Tx, shape: TableShape, rows: readonly Current[]): Promise<void> {
  const table = sql.table(shape.name)
  const json = (of: readonly Current[]) => JSON.stringify(of.map((row) => row.before))
  const gone = rows.filter((row) => row.at === null)
  if (gone.length > 0) {
    const names = ['workspace_id', ...shape.key.map(({ name }) => name), ...shape.rest]
    const columns = sql.join(names.map((name) => sql.ref(name)))
    await sql`
      insert into ${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${table}, ${json(gone)}::jsonb)`.execute(tx)
  }
  const there = rows.filter((row) => row.at !== null)
  if (there.length === 0 || shape.rest.length === 0) return
  const sets = shape.rest.map((column) => sql`${sql.ref(column)} = (old.image).${sql.ref(column)}`)
  await sql`
    update ${table} t set ${sql.join(sets)}
    from (
      select place, jsonb_populate_record(null::${table}, image) as image
      from rows from (unnest(${placesOf(there)}::tid[]), jsonb_array_elements(${json(there)}::jsonb)) as r (place, image)
      offset 0
    ) as old where t.ctid = old.place`.execute(tx)
}

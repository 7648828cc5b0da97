import { zstdCompressSync } from 'node:zlib'
import type pg from 'pg'
import { words } from './sample.ts'

/** A table with a `workspace_id`, as the database describes it. */
export type Table = { name: string; columns: Column[]; checks: string[]; refersTo: Record<string, string> }
type Column = { name: string; type: string; nullable: boolean; hasDefault: boolean }

/** All tables that belong to workspaces. */
export async function tablesOf(owner: pg.Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
          'nullable', not a.attnotnull, 'hasDefault', a.atthasdef or a.attidentity <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(pg_get_constraintdef(k.oid)) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c'), '[]') as checks,
      coalesce((select json_object_agg(a.attname, k.confrelid::regclass::text) from pg_constraint k
        cross join unnest(k.conkey) as own
        join pg_attribute a on a.attrelid = c.oid and a.attnum = own and a.attname <> 'workspace_id'
        where k.conrelid = c.oid and k.contype = 'f'), '{}') as "refersTo"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')
    order by c.relname`)
  return rows
}

/** Rows of some tables are to be told from the others: they get an id and a mark of their own. */
type Apart = { tables: readonly string[]; id: string; mark: string }

/**
 * Puts one row into every table for a workspace. Every identifier in them is the same `id`, so that whatever kind of
 * thing a route asks for, the workspace has one by that id; every text that has to be there is the `mark`.
 */
export async function fillWorkspace(
  owner: pg.Client,
  workspaceId: string,
  id: string,
  mark: string,
  apart?: Apart,
): Promise<void> {
  // Definitions first: once there are customers, the product, which is at work meanwhile, refers to them.
  let left = (await tablesOf(owner))
    .filter((table) => table.name !== 'workspaces')
    .toSorted((a, b) => Number(isDefinition(b)) - Number(isDefinition(a)))
  const isApart = (name: string) => apart?.tables.includes(name) ?? false
  const givenFor = ({ name }: Table) => ({ workspaceId, ...(isApart(name) ? apart! : { id, mark }) })
  const idIn = (name: string) => (isApart(name) ? apart!.id : id)
  while (left.length > 0) {
    const failed: Array<{ table: Table; error: unknown }> = []
    for (const table of left) {
      if (await takeOver(owner, table, workspaceId, idIn(table.name))) continue
      await insertRow(owner, table, { ...givenFor(table), idIn }).catch((error: unknown) => {
        const { code } = error as { code?: string }
        if (code === '23505') return // the product, which is at work meanwhile, was there first
        if (code !== '23503') throw new Error(`${table.name}: ${String(error)}`)
        failed.push({ table, error }) // what it refers to is not there yet
      })
    }
    if (failed.length === left.length) throw new Error(`cannot fill ${left.map((table) => table.name).join(', ')}`)
    left = failed.map(({ table }) => table)
  }
}

const isDefinition = ({ columns }: Table) =>
  ['definition', 'id'].every((name) => columns.some((column) => column.name === name))

/** Definitions have a meaning that no made-up row has: one the workspace began with gets the id. */
async function takeOver(owner: pg.Client, table: Table, workspaceId: string, id: string): Promise<boolean> {
  if (!isDefinition(table)) return false
  // Versions of a scorecard and of a map are asked for by their key, which requests fill in like that of a fact.
  const key = ['scorecards', 'journey_maps'].includes(table.name) ? `, key = '${words['key']}'` : ''
  const { rowCount } = await owner.query(
    `update "${table.name}" set id = $2::uuid${key} where workspace_id = $1
      and id = (select id from "${table.name}" where workspace_id = $1 order by id limit 1)`,
    [workspaceId, id],
  )
  return rowCount === 1
}

type Given = {
  workspaceId: string
  id: string
  mark: string
  /** The id that a row of another table has; the same everywhere unless told. */
  idIn?: (table: string) => string
}

/** Inserts a row that satisfies the table's own rules; used as well to try it where it must not succeed. */
export async function insertRow(client: pg.ClientBase, table: Table, given: Given): Promise<void> {
  const values = table.columns.flatMap((column) => {
    const value = valueFor(table, column, given)
    return value === undefined ? [] : [[column.name, value] as const]
  })
  const names = values.map(([name]) => `"${name}"`).join(', ')
  const places = values.map((_, at) => `$${at + 1}`).join(', ')
  await client.query(
    `insert into "${table.name}" (${names}) values (${places})`,
    values.map(([, value]) => value),
  )
}

// Rows point to themselves nowhere: a company that owned itself would be no company.
const ownParents = new Set(['parent_id', 'reports_to'])

/** A value for a column, or undefined to leave it out. */
function valueFor(table: Table, { name, type, nullable, hasDefault }: Column, given: Given): unknown {
  if (name === 'workspace_id') return given.workspaceId
  if (type === 'uuid') return ownParents.has(name) ? undefined : idFor(table, name, given)
  if (name === 'person_id' || name === 'user_id') return given.id
  if (`${table.name}.${name}` === 'signals.words') return wordsOf(given.mark)
  if (`${table.name}.${name}` === 'expansion_rules.definition') return ruleOf(given.mark)
  if (`${table.name}.${name}` === 'risk_models.card') return cardOfNothing
  if (`${table.name}.${name}` === 'journey_map_drafts.definition') return mapOfNothing(given.mark)
  if (`${table.name}.${name}` === 'outreach_broadcasts.definition') return broadcastToNobody
  const told = comparisonOfNothing[`${table.name}.${name}`]
  if (told !== undefined) return told
  if (nullable || hasDefault) return undefined
  const choice = choiceOf(table, name)
  if (choice !== undefined) return choice
  if (type === 'text')
    return /(^|_)role$/.test(name) ? 'viewer' : name === 'currency' ? 'JPY' : name === 'month' ? '2026-01' : given.mark
  if (type === 'date') return '2026-01-01'
  if (type === 'timestamp with time zone') return '2026-01-01T00:00:00Z'
  if (type === 'jsonb') return '[]'
  if (type === 'boolean') return false
  if (type.endsWith('[]')) return []
  if (type === 'bytea') return zstdCompressSync(JSON.stringify({ instruction: given.mark })) // as the journal keeps it
  return 1
}

/** The id a column holds: that of the row it refers to, else the row's own. */
function idFor({ refersTo }: Table, column: string, { id, idIn }: Given): string {
  const other = refersTo[column]
  return other && idIn ? idIn(other) : id
}

/** The first of the values a check allows: `kind in ('note', 'call')` becomes `note`. */
function choiceOf(table: Table, column: string): string | undefined {
  const first = new RegExp(`\\(${column} = ANY \\(ARRAY\\['([^']+)'`)
  return table.checks.flatMap((text) => first.exec(text)?.[1] ?? [])[0]
}

/** An expansion rule as it is kept. */
const ruleOf = (mark: string) => {
  const text = { ja: mark, en: mark }
  const figures = { sharePercent: 1, holdDays: 0, coolDownDays: 0 }
  return JSON.stringify({
    key: mark,
    label: text,
    help: text,
    condition: 'true',
    kind: 'seats',
    offered: { is: 'same' },
    ...figures,
  })
}

/** A map that somebody has begun to write, with no phase yet. */
const mapOfNothing = (mark: string) =>
  JSON.stringify({ label: { ja: mark, en: mark }, when: null, watchAt: 1.5, stalledAt: 2, phases: [] })

/** A mail to many that is for nobody. */
const broadcastToNobody = JSON.stringify({
  template: 'news',
  condition: 'false',
  roles: ['user'],
  window: { from: 9, to: 18, weekdays: true },
  waitDays: 0,
  subjectB: null,
  senderId: null,
})

/** What is told of a model that could not be learnt. */
const cardOfNothing = JSON.stringify({ missing: 1, proof: null, leaks: [], from: null, to: null, samples: 0 })

/** A comparison with a list that has nothing in it, kept for everybody. */
const comparisonOfNothing: Record<string, string> = {
  'revenue_reconciliations.kept_at': '2026-01-01T00:00:00Z',
  'revenue_reconciliations.form': JSON.stringify({
    encoding: 'utf-8',
    delimiter: ',',
    headerLine: 1,
    columns: [],
    months: [],
    missing: [],
    currency: 'JPY',
  }),
  'revenue_reconciliations.counts': JSON.stringify({ rows: 0, otherMonths: 0, broken: 0 }),
  'revenue_reconciliations.totals': JSON.stringify({ ours: 0, theirs: 0, reasons: [] }),
}

/** The words of a signal, which are made when it fires. */
function wordsOf(mark: string): string {
  const label = { ja: mark, en: mark }
  return JSON.stringify({ title: label, because: label })
}

import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { patternOf } from './subject.ts'

/** Whom an export is about: ids that stand for the person, and texts that tell who it is. */
export type About = {
  readonly ids: readonly string[]
  readonly accountId: string | null
  readonly everywhere: readonly string[]
  readonly here: readonly string[]
  readonly users: readonly string[]
}

type Row = Record<string, unknown>
/** `more`: there are others beyond those that are listed. */
export type Collected = { place: string; rows: Row[]; more: boolean }

const most = 2000 // rows of one table: a file somebody reads
const secret = /token|hash|secret|password|lease|search_text|workspace_id|body_key/

type Described = { table: string; words: string[]; ids: string[]; lists: string[]; hasAccount: boolean }

/** All rows that are about the person, table by table; of a table that is added as well. */
export async function collect(tx: Tx, workspaceId: WorkspaceId, about: About): Promise<Collected[]> {
  const found: Collected[] = []
  for (const table of await described(tx)) {
    const conditions = conditionsOf(table, about)
    if (conditions.length === 0) continue
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.id(table.table)} t
      where t.workspace_id = ${workspaceId} and (${sql.join(conditions, sql` or `)}) limit ${most + 1}
    `.execute(tx)
    if (rows.length === 0) continue
    const told = rows.slice(0, most).map(({ row }) => shown(row))
    const isLedger = table.table === 'consent_entries'
    found.push({ place: table.table, rows: isLedger ? await withTexts(tx, told) : told, more: rows.length > most })
  }
  return found
}

/** Consents say what the person was asked, and the text that was shown: an id would tell them nothing. */
async function withTexts(tx: Tx, entries: readonly Row[]): Promise<Row[]> {
  const { rows } = await sql<{ id: string; purpose: string; version: number; text: string }>`
    select p.id, p.name_ja || ' / ' || p.name_en as purpose, t.version, t.ja || E'\n\n' || t.en as text
    from consent_purposes p join consent_texts t on t.workspace_id = p.workspace_id and t.purpose_id = p.id`.execute(tx)
  const texts = new Map(rows.map((row) => [`${row.id} ${row.version}`, row.text]))
  const purposes = new Map(rows.map((row) => [row.id, row.purpose]))
  return entries.map((entry) => ({
    ...entry,
    purpose: purposes.get(String(entry['purpose_id'])) ?? null,
    text: texts.get(`${String(entry['purpose_id'])} ${String(entry['text_version'])}`) ?? null,
  }))
}

/** What the person did in the product, from the event store. */
export async function collectEvents(
  events: EventStore,
  workspaceId: WorkspaceId,
  { users }: About,
): Promise<Collected[]> {
  if (users.length === 0) return []
  const rows = await events.query<Row>(
    `select at, user_key, kind, event, quantity, toString(props) as props from events final
    where gone = 0 and workspace_id = {workspaceId:UUID}
      and (user_key in {users:Array(String)} or person_key in {users:Array(String)})
    order by at desc limit ${most + 1}`,
    { workspaceId, users: [...users] },
  )
  return rows.length === 0 ? [] : [{ place: 'events', rows: rows.slice(0, most), more: rows.length > most }]
}

async function described(tx: Tx): Promise<Described[]> {
  const { rows } = await sql<Described>`
    select c.relname as "table",
      coalesce(array_agg(a.attname::text) filter (where t in ('text', 'jsonb', 'text[]')), '{}') as words,
      coalesce(array_agg(a.attname::text) filter (where t = 'uuid' and a.attname <> 'workspace_id'), '{}') as ids,
      coalesce(array_agg(a.attname::text) filter (where t = 'uuid[]'), '{}') as lists,
      bool_or(a.attname = 'account_id') as "hasAccount"
    from pg_class c join pg_attribute a on a.attrelid = c.oid cross join format_type(a.atttypid, null) as t
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and c.relname not in ('journal', 'migrations', 'timeline_texts', 'workspaces')
    group by c.relname having bool_or(a.attname = 'workspace_id') order by c.relname
  `.execute(tx)
  return rows
}

function conditionsOf({ words, ids, lists, hasAccount }: Described, about: About) {
  const [everywhere, here] = [patternOf(about.everywhere), patternOf(about.here)]
  const anyOf = [...about.ids]
  const matches = (pattern: string) =>
    sql.join(
      words.map((at) => sql`${sql.id(at)}::text ~* ${pattern}`),
      sql` or `,
    )
  return [
    ...ids.map((at) => sql`${sql.id(at)} = any(${anyOf}::uuid[])`),
    ...lists.map((at) => sql`${sql.id(at)} && ${anyOf}::uuid[]`),
    ...(everywhere && words.length > 0 ? [sql`(${matches(everywhere)})`] : []),
    ...(here && hasAccount && about.accountId && words.length > 0
      ? [sql`(account_id = ${about.accountId} and (${matches(here)}))`]
      : []),
  ]
}

const shown = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== null && !secret.test(key)))

import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays } from '#kernel/day.ts'
import { foldText } from '#kernel/japaneseText.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { contentContract } from '#capabilities/content/contract.ts'
import type { ItemAnswer, RowAnswer } from '#capabilities/content/contract/item.ts'
import { type Definition, languagesOf } from '#capabilities/content/core/item.ts'
import type { Format } from '#capabilities/content/core/words.ts'
import type { Call } from './call.ts'
import type { ContentHooks } from './hooks.ts'
import { type ItemRecord, readItems, theItem } from './record.ts'

type Input<Route extends keyof typeof contentContract> = z.output<
  NonNullable<(typeof contentContract)[Route]['~orpc']['inputSchema']>
>
type Asked = Input<'list'>

/** The days over which reading is counted. */
export const readingDays = 28

/** How often customers opened each item lately. */
async function countReads(tx: Tx, { caller, today }: Pick<Call, 'caller' | 'today'>): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; times: number }>`
    select key, sum(times)::int as times from content_reads
    where workspace_id = ${caller.workspaceId} and is_contact and day > ${addDays(today(), -readingDays)}::date group by key
  `.execute(tx)
  return new Map(rows.map(({ key, times }) => [key, times]))
}

type Counts = { uses: ReadonlyMap<string, number>; reads: ReadonlyMap<string, number>; today: string }

function presentRow(item: ItemRecord, { uses, reads, today }: Counts): RowAnswer {
  const { kind, body, title, summary, phases, touch, roles } = item.definition
  return {
    id: item.id,
    key: item.key,
    kind,
    format: body.format,
    status: item.status,
    title,
    summary,
    phases,
    touch,
    roles,
    languages: languagesOf(item.definition),
    owner: item.owner_id === null ? null : { id: item.owner_id, name: item.owner_name ?? '' },
    reviewOn: item.review_on,
    reviewDue: item.review_on !== null && item.review_on <= today && item.status !== 'retired',
    version: item.version,
    changed: item.published !== null && !isSame(item.published, item.definition),
    usedBy: uses.get(item.key) ?? 0,
    reads: reads.get(item.key) ?? 0,
    updatedAt: item.updated_at.toISOString(),
  }
}

/** Whether two definitions say the same; jsonb keeps no order of names, so both come from the database alike. */
export const isSame = (a: Definition, b: Definition): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The items that are asked for, and how many there are in all. */
export async function readLibrary(
  tx: Tx,
  call: Call,
  hooks: ContentHooks,
  asked: Asked,
): Promise<{ items: RowAnswer[]; total: number }> {
  const { workspaceId } = call.caller
  const counts = {
    uses: await hooks.countUses(tx, workspaceId),
    reads: await countReads(tx, call),
    today: call.today(),
  }
  const items = await readItems(tx, workspaceId, pickedBy(asked, call.today()))
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from content_items where workspace_id = ${workspaceId} and removed_at is null
  `.execute(tx)
  const shown = items.map((item) => presentRow(item, counts)).toSorted(orderOf(asked, call.caller.locale))
  return { items: shown, total: rows[0]!.total }
}

function pickedBy(asked: Asked, today: string): RawBuilder<unknown> {
  const words = foldText(asked.search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const { kind, format, status, phase, touch, role, owner, due } = asked
  const has = (list: string, value: string) =>
    sql`i.definition -> ${sql.lit(list)} @> ${JSON.stringify([value])}::jsonb`
  const parts = [
    ...words.map((word) => sql`position(${word} in i.search_text) > 0`),
    ...(kind ? [sql`i.definition ->> 'kind' = ${kind}`] : []),
    ...(format ? [sql`i.definition -> 'body' ->> 'format' = ${format}`] : []),
    ...(status === 'all' ? [] : [status === 'current' ? sql`i.status <> 'retired'` : sql`i.status = ${status}`]),
    ...(phase ? [has('phases', phase)] : []),
    ...(touch ? [has('touch', touch)] : []),
    ...(role ? [has('roles', role)] : []),
    ...(owner ? [owner === 'nobody' ? sql`i.owner_id is null` : sql`i.owner_id = ${owner}`] : []),
    ...(due ? [sql`i.review_on <= ${today}::date and i.status <> 'retired'`] : []),
  ]
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

function orderOf({ sort, direction }: Asked, locale: 'ja' | 'en'): (a: RowAnswer, b: RowAnswer) => number {
  const up = direction === 'up' ? 1 : -1
  const title = ({ title: of }: RowAnswer) => of[locale] || of.ja || of.en
  const byTitle = (a: RowAnswer, b: RowAnswer) => title(a).localeCompare(title(b), locale)
  const by = {
    title: byTitle,
    used: (a: RowAnswer, b: RowAnswer) => a.usedBy - b.usedBy,
    reads: (a: RowAnswer, b: RowAnswer) => a.reads - b.reads,
    review: (a: RowAnswer, b: RowAnswer) => (a.reviewOn ?? '9999').localeCompare(b.reviewOn ?? '9999'),
    updated: (a: RowAnswer, b: RowAnswer) => a.updatedAt.localeCompare(b.updatedAt),
  }[sort]
  return (a, b) => up * by(a, b) || byTitle(a, b)
}

/** What can be named by steps, with what is shown of it now. */
export async function readNames(tx: Tx, workspaceId: WorkspaceId) {
  const items = await readItems(tx, workspaceId, sql`i.version is not null`)
  return items.map(({ id, key, published, definition, status }) => {
    const { kind, title, body } = published ?? definition
    return { id, key, kind, format: body.format, title, retired: status === 'retired' }
  })
}

/** One item with its versions, where it is used and who read it. */
export async function readItem(tx: Tx, call: Call, hooks: ContentHooks, id: string): Promise<ItemAnswer> {
  const { workspaceId } = call.caller
  const item = await theItem(tx, workspaceId, id)
  const counts = {
    uses: await hooks.countUses(tx, workspaceId),
    reads: await countReads(tx, call),
    today: call.today(),
  }
  return {
    ...presentRow(item, counts),
    draft: item.draft,
    definition: item.definition,
    published: item.published,
    versions: await readVersions(tx, workspaceId, item.key),
    uses: await hooks.usesOf(tx, workspaceId, item.key),
    readers: await readReaders(tx, workspaceId, item.key),
  }
}

async function readVersions(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<ItemAnswer['versions']> {
  const { rows } = await sql<{ version: number; note: string; published_at: Date; name: string | null }>`
    select v.version, v.note, v.published_at, p.name
    from content_versions v left join people p on p.workspace_id = v.workspace_id and p.id = v.published_by
    where v.workspace_id = ${workspaceId} and v.key = ${key} order by v.version desc
  `.execute(tx)
  return rows.map(({ version, note, published_at, name }) => ({
    version,
    note,
    publishedAt: published_at.toISOString(),
    publishedBy: name,
  }))
}

type ReaderRow = {
  name: string | null
  account_id: string | null
  account_name: string | null
  is_contact: boolean
  version: number
  times: number
  last_at: Date
}

/** Who read an item, the latest first. */
async function readReaders(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<ItemAnswer['readers']> {
  const { rows } = await sql<ReaderRow>`
    select coalesce(c.name, p.name) as name, r.account_id, a.name as account_name, r.is_contact,
      max(r.version) as version, sum(r.times)::int as times, max(r.last_at) as last_at
    from content_reads r
      left join contacts c on c.workspace_id = r.workspace_id and c.id = r.reader and r.is_contact
      left join people p on p.workspace_id = r.workspace_id and p.id = r.reader and not r.is_contact
      left join accounts a on a.workspace_id = r.workspace_id and a.id = r.account_id
    where r.workspace_id = ${workspaceId} and r.key = ${key}
    group by r.reader, coalesce(c.name, p.name), r.account_id, a.name, r.is_contact order by max(r.last_at) desc limit 50
  `.execute(tx)
  return rows.map((row) => ({
    name: row.name ?? '',
    account: row.account_id === null ? null : { id: row.account_id, name: row.account_name ?? '' },
    isContact: row.is_contact,
    version: row.version,
    times: row.times,
    lastAt: row.last_at.toISOString(),
  }))
}

/** What a published version says. */
export async function readVersion(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, version }: { id: string; version: number },
): Promise<Definition> {
  const { key } = await theItem(tx, workspaceId, id)
  const { rows } = await sql<{ definition: Definition }>`
    select definition from content_versions
    where workspace_id = ${workspaceId} and key = ${key} and version = ${version}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0].definition
}

/** The formats of published items with some keys; retired ones are still told. */
export async function formatsOf(tx: Tx, keys: readonly string[]): Promise<Map<string, Format>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; format: Format }>`
    select i.key, v.definition -> 'body' ->> 'format' as format
    from content_items i
      join content_versions v on v.workspace_id = i.workspace_id and v.key = i.key and v.version = i.version
    where i.key = any(${keys}::text[]) and i.removed_at is null
  `.execute(tx)
  return new Map(rows.map(({ key, format }) => [key, format]))
}

import { type RawBuilder, sql } from 'kysely'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { conditionSql, factColumn, factSql } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Cursor, gramsOf } from '../core/listing.ts'
import { searchNeedle } from '../core/searchText.ts'

/** Which accounts a list is about, checked and ready to be asked for. */
export type Picking = { workspaceId: WorkspaceId; condition: Condition; found: Found; moment: Moment }

/**
 * What a search found: everything (nothing was searched for), some accounts, or so many that it is quicker to look at
 * each as the list comes to it.
 */
export type Found = { is: 'everything' } | { is: 'some'; ids: readonly AccountId[] } | { is: 'many'; needle: string }

/** More accounts than this are not named one by one. */
const mostNamed = 5000

/** Finds accounts by part of a name, through the one door that may use the search index. */
export async function findAccounts(tx: Tx, typed: string | undefined): Promise<Found> {
  const needle = searchNeedle(typed ?? '')
  if (needle === '') return { is: 'everything' }
  const { rows } = await sql<{ id: AccountId }>`
    select find_accounts(${needle}, ${gramsOf(needle)}::text[], ${mostNamed + 1}) as id
  `.execute(tx)
  if (rows.length > mostNamed) return { is: 'many', needle }
  return { is: 'some', ids: rows.map((row) => row.id) }
}

/** The `where` of everything that is asked about the accounts of a list. */
export function whereSql({ workspaceId, condition, found, moment }: Picking): RawBuilder<boolean> {
  const parts = [sql`f.workspace_id = ${workspaceId}::uuid`]
  if (condition.is !== 'constant' || !condition.value) parts.push(conditionSql(condition, moment, 'f'))
  if (found.is === 'some') parts.push(sql`f.account_id = any(${found.ids}::uuid[])`)
  if (found.is === 'many')
    parts.push(sql`exists (select from accounts s where s.workspace_id = f.workspace_id and s.id = f.account_id
      and strpos(s.search_text, ${found.needle}) > 0)`)
  return sql`${sql.join(parts, sql` and `)}`
}

/** Names are sorted by their reading; a clock fact by the date it counts from. */
export type Order = { fact: FactDefinition; descending: boolean }

/** A row of a page: the values of the columns are c0, c1 …, the value sorted by is `sorted`. */
export type ListRow = { id: AccountId; version: number; name: string; sorted: unknown } & Record<string, unknown>

/**
 * One part of a page: accounts with a value to sort by, in its order, or (`missing`) those without one, by their id.
 * Two parts, since an index keeps missing values at one end and a list shows them last in either direction.
 */
export function pageSql(
  picking: Picking,
  page: { columns: readonly FactDefinition[]; order: Order; after: Cursor | null; limit: number; missing: boolean },
): RawBuilder<ListRow> {
  const { order, after, limit, missing } = page
  const value = factColumn(order.fact, 'f')
  const down = order.descending !== (order.fact.derived?.measure === 'days_since')
  const direction = down ? sql`desc` : sql`asc`
  const columns = page.columns.map((fact, at) => sql`${factSql(fact, picking.moment, 'f')} as ${sql.id(`c${at}`)}`)
  return sql<ListRow>`
    select p.*, a.version, a.name from (
      select ${sql.join([sql`f.account_id as id`, sql`${value} as sorted`, ...columns])}
      from account_facts f
      where ${whereSql(picking)} and ${missing ? sql`${value} is null` : sql`${value} is not null`}
        and ${keysetSql(order, value, after, { missing, down })}
      order by ${missing ? sql`f.account_id` : sql`${value} ${direction}, f.account_id ${direction}`} limit ${limit}
    ) p join accounts a on a.workspace_id = ${picking.workspaceId}::uuid and a.id = p.id and a.archived_at is null
    order by ${missing ? sql`p.id` : sql`p.sorted ${direction}, p.id ${direction}`}
  `
}

function keysetSql(
  { fact }: Order,
  value: RawBuilder<unknown>,
  after: Cursor | null,
  { missing, down }: { missing: boolean; down: boolean },
): RawBuilder<unknown> {
  if (after === null || (missing && after.value !== null)) return sql`true`
  if (missing) return sql`f.account_id > ${after.id}::uuid`
  const last = sql`${after.value}::${sql.raw(keysetTypes[fact.derived ? 'date' : fact.type])}`
  return sql`(${value}, f.account_id) ${down ? sql`<` : sql`>`} (${last}, ${after.id}::uuid)`
}

const keysetTypes = {
  number: 'double precision',
  percent: 'double precision',
  money: 'bigint',
  date: 'date',
  text: 'text',
  choice: 'text',
  yes_no: 'boolean',
  list: 'text',
  instant: 'timestamptz',
}

/** A value as the database gives it, as facts have it. */
export function factValueOf(value: unknown): FactValue {
  return value instanceof Date ? value.toISOString() : (value as FactValue)
}

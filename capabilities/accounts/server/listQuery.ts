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

/** The order of a list; a clock fact is sorted by the date it counts from. */
export type Order = { fact: FactDefinition; descending: boolean }

/** A row of a page: the values of the columns are c0, c1 …, the value sorted by is `sorted`. */
export type ListRow = { id: AccountId; version: number; name: string; sorted: unknown } & Record<string, unknown>

/** What is read of a page: so many accounts after the cursor. */
export type PageAsked = { columns: readonly FactDefinition[]; order: Order; after: Cursor | null; limit: number }

/**
 * The next accounts in the order of the index on the sorted fact: of those that have it, or (`missing`) of those that do
 * not, since the index keeps them at one end and a list shows them last in either direction. With `reach` it looks at so
 * many accounts at most, whether or not they match.
 */
export function walkSql(
  picking: Picking,
  page: PageAsked,
  part: { missing: boolean; reach?: number },
): RawBuilder<ListRow> {
  const { value, direction, down } = orderSql(page.order, 'f')
  const { missing, reach } = part
  const place = sql`${missing ? sql`${value} is null` : sql`${value} is not null`} and ${keysetSql(page, value, { down, missing })}`
  const order = missing ? sql`f.account_id ${direction}` : sql`${value} ${direction}, f.account_id ${direction}`
  const from = reach
    ? sql`(select * from account_facts f where f.workspace_id = ${picking.workspaceId}::uuid and ${place} order by ${order} limit ${reach}) f`
    : sql`account_facts f`
  return presentSql(
    picking,
    page,
    sql`
      select ${sql.join([sql`f.account_id as id`, sql`${value} as sorted`, ...columnsSql(picking, page)])} from ${from}
      where ${whereSql(picking)} ${reach ? sql`` : sql`and ${place}`} order by ${order} limit ${page.limit}`,
  )
}

/** The next accounts by finding all that match first and sorting them: quicker where few do. Missing values come last. */
export function sievedSql(picking: Picking, page: PageAsked): RawBuilder<ListRow> {
  const { value, direction, down } = orderSql(page.order, 'f')
  const { after } = page
  const beyond = keysetSql(page, value, { down, missing: after?.value === null })
  const place =
    after === null
      ? sql`true`
      : after.value === null
        ? sql`${value} is null and ${beyond}`
        : sql`(${beyond} or ${value} is null)`
  return presentSql(
    picking,
    page,
    sql`
      with matching as materialized (
        select f.account_id, ${value} as sorted from account_facts f where ${whereSql(picking)} and ${place}
      )
      select ${sql.join([sql`f.account_id as id`, sql`m.sorted`, ...columnsSql(picking, page)])} from (
        select * from matching order by sorted is null, sorted ${direction}, account_id ${direction} limit ${page.limit}
      ) m join account_facts f on f.workspace_id = ${picking.workspaceId}::uuid and f.account_id = m.account_id`,
  )
}

/** How many accounts match, as PostgreSQL guesses it without looking at them. */
export function guessSql(picking: Picking): RawBuilder<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }> {
  return sql`explain (format json) select from account_facts f where ${whereSql(picking)}`
}

function orderSql({ fact, descending }: Order, table: string) {
  const down = descending !== (fact.derived?.measure === 'days_since')
  return { value: factColumn(fact, table), down, direction: down ? sql`desc` : sql`asc` }
}

function columnsSql({ moment }: Picking, { columns }: PageAsked): RawBuilder<unknown>[] {
  return columns.map((fact, at) => sql`${factSql(fact, moment, 'f')} as ${sql.id(`c${at}`)}`)
}

/** Rows that were picked, as they are shown: with the name the account has now, without those archived just now. */
function presentSql(picking: Picking, { order }: PageAsked, picked: RawBuilder<unknown>): RawBuilder<ListRow> {
  const { direction } = orderSql(order, 'f')
  return sql<ListRow>`
    select p.*, a.version, a.name from (${picked}) p
    join accounts a on a.workspace_id = ${picking.workspaceId}::uuid and a.id = p.id and a.archived_at is null
    order by p.sorted is null, p.sorted ${direction}, p.id ${direction}
  `
}

function keysetSql(
  { order: { fact }, after }: PageAsked,
  value: RawBuilder<unknown>,
  { missing, down }: { missing: boolean; down: boolean },
): RawBuilder<unknown> {
  const beyond = down ? sql`<` : sql`>`
  if (after === null || (missing && after.value !== null)) return sql`true`
  if (missing) return sql`f.account_id ${beyond} ${after.id}::uuid`
  const last = sql`${after.value}::${sql.raw(keysetTypes[fact.derived ? 'date' : fact.type])}`
  return sql`(${value}, f.account_id) ${beyond} (${last}, ${after.id}::uuid)`
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

import { type RawBuilder, sql } from 'kysely'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { conditionSql, factSql } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { gramsOf } from '../core/listing.ts'
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

/** A row of a page: the values of the columns are c0, c1 …. */
export type ListRow = { id: AccountId; version: number; name: string } & Record<string, unknown>

/**
 * These accounts as they are shown, in their order: with the name that each has now, without those archived just now and
 * (where so many were found by a search that they are looked at one by one) those not searched for.
 */
export async function presentRows(
  tx: Tx,
  { workspaceId, moment, found }: Omit<Picking, 'condition'>,
  columns: readonly FactDefinition[],
  ids: readonly AccountId[],
): Promise<ListRow[]> {
  const values = columns.map((fact, at) => sql`${factSql(fact, moment, 'f')} as ${sql.id(`c${at}`)}`)
  const searched = found.is === 'many' ? sql`and strpos(a.search_text, ${found.needle}) > 0` : sql``
  const { rows } = await sql<ListRow>`
    select ${sql.join([sql`a.id`, sql`a.version`, sql`a.name`, ...values])}
    from unnest(${`{${ids.join()}}`}::uuid[]) with ordinality p (id, place)
    join accounts a on a.workspace_id = ${workspaceId}::uuid and a.id = p.id and a.archived_at is null ${searched}
    join account_facts f on f.workspace_id = ${workspaceId}::uuid and f.account_id = p.id
    order by p.place
  `.execute(tx)
  return rows
}

/** A value as the database gives it, as facts have it. */
export function factValueOf(value: unknown): FactValue {
  return value instanceof Date ? value.toISOString() : (value as FactValue)
}

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { print } from '#capabilities/facts/core/condition/print.ts'
import { type Condition, familyOf, type Operand } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { factSql } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import { majorUnits } from '#kernel/money.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { accountQuery } from '../contract/list.ts'
import { isSummable, parseKeys } from '../core/listing.ts'
import { type ListCall, momentOf } from './list.ts'
import { conditionNamed, factsNamed, withCatalogue } from './listCatalogue.ts'
import { factValueOf, findAccounts, type Picking, whereSql } from './listQuery.ts'

type Query = z.output<typeof accountQuery> & { sums: string }
export type Totals = { accounts: number; sums: Record<string, number> }
type Group = Totals & { value: FactValue; condition: string }

/** Groups that are shown at most: the largest. */
export const mostGroups = 200

/** How many accounts match, and sums over all of them. */
export async function totalAccounts(tx: Tx, call: ListCall, query: Query): Promise<Totals> {
  if (query.archived === 'only') return { accounts: await countArchived(tx), sums: {} }
  const { picking, summed } = await prepare(tx, call, query)
  const found = await findAccounts(tx, query.search)
  const { rows } = await sql<TotalRow>`
    select ${totalsSql(picking, summed)} from account_facts f where ${whereSql({ ...picking, found })}
  `.execute(tx)
  return totalsOf(rows[0]!, summed)
}

/** The accounts that match, by the values of a fact, the largest groups first. A list counts under each of its entries. */
export async function groupAccounts(
  tx: Tx,
  call: ListCall,
  query: Query & { by: string },
): Promise<{ groups: Group[]; more: boolean }> {
  const { picking, summed, by } = await prepare(tx, call, query)
  const found = await findAccounts(tx, query.search)
  const value = by.type === 'list' ? sql`entry.value` : factSql(by, picking.moment, 'f')
  const { rows } = await sql<TotalRow & { value: unknown }>`
    select ${value} as value, ${totalsSql(picking, summed)} from account_facts f
      ${by.type === 'list' ? sql`left join lateral ${entriesSql(by, picking)} as entry (value) on true` : sql``}
    where ${whereSql({ ...picking, found })} group by 1 order by 2 desc, 1 limit ${mostGroups + 1}
  `.execute(tx)
  const groups = rows.slice(0, mostGroups).map((row) => {
    const of = factValueOf(row.value)
    return {
      value: of,
      condition: print(groupCondition(by, of, call.caller.workspace.currency)),
      ...totalsOf(row, summed),
    }
  })
  return { groups, more: rows.length > mostGroups }
}

function entriesSql(by: FactDefinition, picking: Omit<Picking, 'found'>) {
  const list = factSql(by, picking.moment, 'f')
  return by.key.startsWith('field.') ? sql`jsonb_array_elements_text(${list})` : sql`unnest(${list})`
}

/** The condition that holds exactly for the accounts of a group. */
export function groupCondition(fact: FactDefinition, value: FactValue, currency: string): Condition {
  if (value === null || typeof value === 'object') return { is: 'not', of: { is: 'has', fact } }
  if (fact.type === 'list') return { is: 'in_list', value: { is: 'text', value: String(value) }, fact }
  const right = literal(fact, value, currency)
  return { is: 'compare', family: familyOf(fact), operator: '==', left: { is: 'fact', fact }, right }
}

function literal(fact: FactDefinition, value: string | number | boolean, currency: string): Operand {
  if (typeof value === 'boolean') return { is: 'truth', value }
  if (typeof value === 'number')
    return { is: 'number', value: fact.type === 'money' ? majorUnits({ amount: value, currency }) : value }
  return fact.type === 'date' ? { is: 'day', value: value as Day } : { is: 'text', value }
}

type TotalRow = { accounts: number } & Record<string, number | null>

async function prepare(tx: Tx, call: ListCall, query: Query & { by?: string }) {
  const { workspace } = call.caller
  return withCatalogue(tx, workspace, (catalogue, issues) => ({
    summed: summedFacts(catalogue, query.sums, issues),
    by: groupedBy(catalogue, query.by, issues),
    picking: {
      workspaceId: workspace.id,
      condition: conditionNamed(catalogue, query.condition, issues),
      moment: momentOf(call),
    },
  }))
}

function summedFacts(catalogue: Catalogue, keys: string, issues: Issue[]): FactDefinition[] {
  const facts = factsNamed(catalogue, parseKeys(keys), 'sums', issues)
  for (const fact of facts) if (!isSummable(fact)) issues.push({ field: 'sums', value: fact.key, rule: 'not_summable' })
  return facts.filter((fact) => !fact.withheld)
}

function groupedBy(catalogue: Catalogue, key: string | undefined, issues: Issue[]): FactDefinition {
  const [fact] = key === undefined ? [] : factsNamed(catalogue, [key], 'by', issues)
  if (fact?.type === 'instant') issues.push({ field: 'by', value: fact.key, rule: 'not_groupable' })
  return fact ?? catalogue.all[0]!
}

function totalsSql({ moment }: Omit<Picking, 'found'>, facts: readonly FactDefinition[]) {
  const sums = facts.map((fact, at) => sql`sum(${factSql(fact, moment, 'f')}) as ${sql.id(`s${at}`)}`)
  return sql.join([sql`count(*) as accounts`, ...sums])
}

function totalsOf(row: TotalRow, facts: readonly FactDefinition[]): Totals {
  return { accounts: row.accounts, sums: Object.fromEntries(facts.map((fact, at) => [fact.key, row[`s${at}`] ?? 0])) }
}

async function countArchived(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    accounts: number
  }>`select count(*) as accounts from accounts where archived_at is not null`.execute(tx)
  return rows[0]!.accounts
}

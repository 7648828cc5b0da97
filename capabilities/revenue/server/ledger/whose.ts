import { type RawBuilder, sql } from 'kysely'
import { conditionOf, conditionSql, momentOf } from '#capabilities/facts/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'

export type Asking = Pick<CallContext, 'caller' | 'today'>

/** Whose revenue is looked at, and (by a product, or a plan of it) at which part of it. */
export type Within = {
  segment?: string | undefined
  /** A condition over facts as it is written. */
  condition?: string | undefined
  product?: string | undefined
  plan?: string | undefined
}

/** The same, ready for statements. */
export type Whose = { segment?: string | undefined; holds?: RawBuilder<boolean> | undefined }

/** Reads the condition, where there is one; refused where it cannot be read. */
export async function whoseOf(tx: Tx, call: Asking, { segment, condition }: Within): Promise<Whose> {
  if (condition === undefined || condition.trim() === '') return { segment }
  const read = await conditionOf(tx, call, condition)
  return { segment, holds: conditionSql(read.condition, momentOf(call), 'f') }
}

/** Whether everybody is looked at. */
export const isEverybody = ({ segment, holds }: Whose): boolean => segment === undefined && holds === undefined

/** Movements (or stays) of accounts that are not archived; of those in a segment, or of whom a condition holds, where one is asked for. */
export const ofAccounts = (table: RawBuilder<unknown>, { caller }: Asking, whose: Whose) => sql`
  ${table} m join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id and a.archived_at is null
    and m.workspace_id = ${caller.workspaceId}
  ${
    isEverybody(whose)
      ? sql``
      : sql`join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id
        ${whose.segment === undefined ? sql`` : sql`and ${whose.segment} = any(f.segments)`}
        ${whose.holds === undefined ? sql`` : sql`and ${whose.holds}`}`
  }
`

/** The movements of all products, or under the filter of one: accounts that have nothing else are told by their whole ledger. */
export function movementsWithin({ caller }: Asking, { product, plan }: Within): RawBuilder<unknown> {
  if (product === undefined) return sql`revenue_movements`
  const columns = (of: string) =>
    sql.join(
      ['workspace_id', 'account_id', 'moved_on', 'line_id', 'kind', 'version_id', 'product', 'currency', 'amount', 'native', 'leads']
        .map((column) => sql.ref(`${of}.${column}`)),
    ) // biome-ignore format: the columns of both
  return sql`(
    select ${columns('t')} from revenue_slice_movements t where ${sliced(caller.workspaceId, product, plan, 't')}
    union all
    select ${columns('w')} from revenue_slices t
    join revenue_movements w on w.workspace_id = t.workspace_id and w.account_id = t.account_id
    where t.whole and ${sliced(caller.workspaceId, product, plan, 't')}
  )`
}

/** The stays of customers, or of those of one product. */
export function staysWithin({ caller }: Asking, { product, plan }: Within): RawBuilder<unknown> {
  if (product === undefined) return sql`revenue_stays`
  return sql`(
    select t.workspace_id, t.account_id, t.from_on, t.until_on, t.kind from revenue_slice_stays t
    where ${sliced(caller.workspaceId, product, plan, 't')}
    union all
    select w.workspace_id, w.account_id, w.from_on, w.until_on, w.kind from revenue_slices t
    join revenue_stays w on w.workspace_id = t.workspace_id and w.account_id = t.account_id
    where t.whole and ${sliced(caller.workspaceId, product, plan, 't')}
  )`
}

const sliced = (workspaceId: string, product: string, plan: string | undefined, of: string) =>
  sql`${sql.ref(`${of}.workspace_id`)} = ${workspaceId}::uuid and ${sql.ref(`${of}.product`)} = ${product}
    and ${sql.ref(`${of}.plan`)} = ${plan ?? ''}`

/** That a line is of the product that is looked at. */
export const lineWithin = ({ product }: Within, line: RawBuilder<unknown>) =>
  product === undefined
    ? sql`true`
    : sql`exists (select from contract_lines l where l.workspace_id = m.workspace_id and l.id = ${line} and l.product = ${product})`

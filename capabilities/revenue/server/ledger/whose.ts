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

/** The movements of all products, or under the filter of one. */
export const movementsWithin = ({ caller }: Asking, within: Within): RawBuilder<unknown> =>
  within.product === undefined
    ? sql`revenue_movements`
    : sql`(select * from revenue_slice_movements where ${sliced(caller.workspaceId, within)})`

/** The stays of customers, or of those of one product. */
export const staysWithin = ({ caller }: Asking, within: Within): RawBuilder<unknown> =>
  within.product === undefined
    ? sql`revenue_stays`
    : sql`(select * from revenue_slice_stays where ${sliced(caller.workspaceId, within)})`

const sliced = (workspaceId: string, { product, plan }: Within) =>
  sql`workspace_id = ${workspaceId}::uuid and product = ${product} and plan = ${plan ?? ''}`

/** That a line is of the product that is looked at. */
export const lineWithin = ({ product }: Within, line: RawBuilder<unknown>) =>
  product === undefined
    ? sql`true`
    : sql`exists (select from contract_lines l where l.workspace_id = m.workspace_id and l.id = ${line} and l.product = ${product})`

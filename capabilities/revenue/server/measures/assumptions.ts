import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { type Assumptions, noAssumptions } from '#capabilities/revenue/core/assumptions.ts'

/** What a workspace assumes of margin, discount and the cost of winning customers. */
export async function readAssumptions(tx: Tx, workspaceId: WorkspaceId): Promise<Assumptions> {
  const { rows } = await sql<Assumptions>`
    select margin_percent::float8 as "marginPercent", discount_percent::float8 as "discountPercent",
      acquisition_cost as "acquisitionCost"
    from revenue_assumptions where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? noAssumptions
}

/** Writes down what is assumed; figures follow at once, for nothing is kept of them. */
export async function keepAssumptions(
  tx: Tx,
  call: CallContext,
  assumptions: Assumptions,
): Promise<{ assumptions: Assumptions; before: Assumptions }> {
  const { workspaceId } = call.caller
  const before = await readAssumptions(tx, workspaceId)
  const { marginPercent, discountPercent, acquisitionCost } = assumptions
  await sql`
    insert into revenue_assumptions (workspace_id, margin_percent, discount_percent, acquisition_cost)
    values (${workspaceId}, ${marginPercent}, ${discountPercent}, ${acquisitionCost})
    on conflict (workspace_id) do update set margin_percent = excluded.margin_percent,
      discount_percent = excluded.discount_percent, acquisition_cost = excluded.acquisition_cost
  `.execute(tx)
  const id = 'revenue_assumptions'
  await recordChange(tx, { by: call.caller, action: `${id}.update`, subjectId: id, before, after: assumptions })
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return { assumptions, before }
}

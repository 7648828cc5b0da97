import { sql } from 'kysely'
import type { CatalogueName } from '#capabilities/revenue/core/catalogue/catalogue.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'

/** How the record of changes names a product or a plan. */
export const nameId = ({ product, plan }: CatalogueName): string => (plan === null ? product : `${product} / ${plan}`)

/** The catalogue is changed by one person at a time: two renamings side by side would each see the names of before. */
export async function holdCatalogue(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await inTurn(tx, `revenue catalogue ${workspaceId}`)
}

/** Whether any line, also an archived one, carries a name. */
export async function isCarried(tx: Tx, workspaceId: WorkspaceId, { product, plan }: CatalogueName): Promise<boolean> {
  const { rows } = await sql`
    select from contract_lines l where workspace_id = ${workspaceId} and product = ${product} and (${plan}::text is null
      or plan = ${plan} or exists (select from contract_line_versions v
        where v.workspace_id = l.workspace_id and v.line_id = l.id and v.plan = ${plan})) limit 1
  `.execute(tx)
  return rows.length > 0
}

/** Whether lines carry a name, or something is said of it. */
export async function isKnown(tx: Tx, workspaceId: WorkspaceId, name: CatalogueName): Promise<boolean> {
  const { rows } = await sql`
    select from revenue_catalogue where workspace_id = ${workspaceId} and product = ${name.product} and plan = ${name.plan ?? ''}
  `.execute(tx)
  return rows.length > 0 || isCarried(tx, workspaceId, name)
}

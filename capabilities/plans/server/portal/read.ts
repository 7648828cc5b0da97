import { sql } from 'kysely'
import { brandOf } from '#capabilities/access/server/index.ts'
import type { PortalAnswer } from '#capabilities/plans/contract/portal.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { readPlan } from '../planRead.ts'
import { presentPortal } from './present.ts'
import { readFiles, readThreads } from './said.ts'
import { type Scope, scopeOf } from './scope.ts'

/** The portal of a plan as somebody with a part in it sees it. */
export async function readScope(tx: Tx, scope: Scope, { today }: Pick<CallContext, 'today'>): Promise<PortalAnswer> {
  const { workspace, planId } = scope
  const plan = await readPlan(tx, { caller: { workspace, workspaceId: workspace.id }, today }, planId)
  const { rows } = await sql<Parameters<typeof brandOf>[0]>`
    select name, brand_colour as colour, logo_key as "logoKey" from workspaces where workspace_id = ${workspace.id}
  `.execute(tx)
  return presentPortal({
    scope,
    plan,
    today: today(),
    company: brandOf(rows[0]!),
    threads: await readThreads(tx, scope),
    files: await readFiles(tx, scope),
  })
}

/** The portal of whoever came in by a link. */
export async function readPortal(tx: Tx, call: Pick<CallContext, 'guest' | 'today'>): Promise<PortalAnswer> {
  return readScope(tx, await scopeOf(tx, call), call)
}

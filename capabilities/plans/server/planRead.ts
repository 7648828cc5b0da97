import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import type { Call } from './call.ts'
import { presentPlan, type Shown } from './present.ts'
import { type PlanRecord, readRecord, readRecordsOf } from './record.ts'
import { readAgainst } from './stand.ts'

type Asking = Pick<Call, 'today'> & { caller: { workspaceId: WorkspaceId; workspace: Workspace } }

async function readShown(tx: Tx, { caller, today }: Asking): Promise<Shown> {
  const { workspace } = caller
  const against = await readAgainst(tx, workspace, today())
  return { ...against, catalogue: await factCatalogue(tx, workspace), currency: workspace.currency }
}

/** A plan as it is kept, or 404. */
export async function theRecord(
  tx: Tx,
  { caller }: { caller: { workspaceId: WorkspaceId } },
  id: string,
): Promise<PlanRecord> {
  const plan = await readRecord(tx, caller.workspaceId, id)
  if (!plan) throw notFound()
  return plan
}

export async function readPlan(tx: Tx, call: Asking, id: string): Promise<PlanAnswer> {
  return presentPlan(await theRecord(tx, call, id), await readShown(tx, call))
}

/** All plans of a customer but those that were removed. */
export async function readPlansOf(tx: Tx, call: Asking, accountId: string): Promise<{ plans: PlanAnswer[] }> {
  const { workspaceId } = call.caller
  const records = await readRecordsOf(tx, workspaceId, sql<string[]>`${[accountId]}::uuid[]`, 'all')
  if (records.length === 0) return { plans: [] }
  const shown = await readShown(tx, call)
  return { plans: records.map((plan) => presentPlan(plan, shown)) }
}

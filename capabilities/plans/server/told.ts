import { sql } from 'kysely'
import { type Author, recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { changedMeanwhile } from '#platform/http/refusal.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import type { Call } from './call.ts'
import { plansChanged } from './listeners.ts'
import { readPlan, theRecord } from './planRead.ts'
import type { PlanRecord } from './record.ts'
import { keepSummaries, readAgainst, summaryOf } from './stand.ts'

/** The plan, held for a change of it or of anything in it. With `version` it must be the one that was seen. */
export async function lockPlan(
  tx: Tx,
  call: { caller: { workspaceId: WorkspaceId } },
  { id, version }: { id: string; version?: number },
): Promise<PlanRecord> {
  await sql`
    select 1 from plans where workspace_id = ${call.caller.workspaceId} and id = ${id} for no key update
  `.execute(tx)
  const plan = await theRecord(tx, call, id)
  if (version !== undefined && plan.version !== version) throw changedMeanwhile(plan.version)
  return plan
}

type Change = {
  action: string
  /** What of the plan was changed; the plan itself where nothing is said. */
  subject?: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** Who changes a plan, one of ours or of theirs, and when. */
type Ground = Pick<Call, 'now' | 'today' | 'live'> & { by: Author; workspace: Workspace; origin?: string }

/** What every change by one of ours ends with; answers the plan as it is then. */
export async function told(tx: Tx, call: Call, id: string, change: Change): Promise<PlanAnswer> {
  const { now, today, live, caller } = call
  await keepChange(tx, { by: caller, workspace: caller.workspace, now, today, live }, id, change)
  return readPlan(tx, call, id)
}

/** What every change of a plan ends with: how it stands now is kept, logged, told, and the customer computed anew. */
export async function keepChange(
  tx: Tx,
  { by, workspace, now, today, live, origin = 'app' }: Ground,
  id: string,
  { action, subject, before, after }: Change,
): Promise<void> {
  const workspaceId = workspace.id
  await sql`
    update plans set version = version + 1, updated_at = ${now()} where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  const plan = await theRecord(tx, { caller: { workspaceId } }, id)
  const summary = summaryOf(plan, await readAgainst(tx, workspace, today()))
  await keepSummaries(tx, workspaceId, [{ id, ...summary }])
  await recordChange(tx, {
    by,
    action,
    subjectId: subject ?? id,
    accountId: plan.account_id,
    before,
    after,
    origin,
  })
  await markDirty(tx, workspaceId, [plan.account_id])
  await plansChanged(tx, workspaceId, [id])
  await live.publish(workspaceId, { topic: 'plan', ids: [id, plan.account_id] }, tx)
}

/** The fields that differ, as they were and as they are. */
export function changed<Fields extends Record<string, unknown>>(
  before: Fields,
  after: Fields,
): { before: Partial<Fields>; after: Partial<Fields> } | null {
  const keys = (Object.keys(after) as (keyof Fields)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  )
  if (keys.length === 0) return null
  const only = (from: Fields) => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<Fields>
  return { before: only(before), after: only(after) }
}

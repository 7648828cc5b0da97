import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile } from '#platform/http/refusal.ts'
import { usualLimits } from '../core/budget.ts'
import type { Call } from './call.ts'

/** How often customers may be approached, and how long after a mail its purpose counts for it. */
export type Settings = { contactWeek: number; accountWeek: number; reachDays: number; version: number }

export async function readSettings(tx: Tx, workspaceId: WorkspaceId): Promise<Settings> {
  const { rows } = await sql<Settings>`
    select contact_week as "contactWeek", account_week as "accountWeek", reach_days as "reachDays", version
    from outreach_settings where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? { ...usualLimits, reachDays: 14, version: 0 }
}

/** Changes the contact budget; what waits for room is looked at again by it. */
export async function setSettings(tx: Tx, call: Call, given: Settings): Promise<Settings> {
  const { workspaceId } = call.caller
  await inTurn(tx, `contact budget ${workspaceId}`)
  const before = await readSettings(tx, workspaceId)
  if (before.version !== given.version) throw changedMeanwhile(before.version)
  await sql`
    insert into outreach_settings (workspace_id, contact_week, account_week, reach_days, version)
    values (${workspaceId}, ${given.contactWeek}, ${given.accountWeek}, ${given.reachDays}, ${given.version + 1})
    on conflict (workspace_id) do update set contact_week = excluded.contact_week, account_week = excluded.account_week,
      reach_days = excluded.reach_days, version = excluded.version
  `.execute(tx)
  const { version: _was, ...from } = before
  const { version: _seen, ...to } = given
  await recordChange(tx, {
    by: call.caller,
    action: 'contact_budget.update',
    subjectId: workspaceId,
    before: from,
    after: to,
  })
  await recomputeWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'mail', ids: [] }, tx)
  return { ...given, version: given.version + 1 }
}

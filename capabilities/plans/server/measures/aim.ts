import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile } from '#platform/http/refusal.ts'
import type { measureRoutes } from '#capabilities/plans/contract/measures.ts'
import type { Call } from '../call.ts'

type Aim = z.output<NonNullable<(typeof measureRoutes.setAim)['~orpc']['outputSchema']>>

/** What share of customers is meant to start without a person, in percent: more than that are seldom well served. */
const usualAim = 30

export async function readAim(tx: Tx, workspaceId: WorkspaceId): Promise<Aim> {
  const { rows } = await sql<Aim>`
    select self_start_percent as percent, version from plan_aims where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? { percent: usualAim, version: 0 }
}

export async function setAim(tx: Tx, call: Call, given: Aim): Promise<Aim> {
  const { workspaceId } = call.caller
  await inTurn(tx, `plan aim ${workspaceId}`)
  const before = await readAim(tx, workspaceId)
  if (before.version !== given.version) throw changedMeanwhile(before.version)
  await sql`
    insert into plan_aims (workspace_id, self_start_percent, version) values (${workspaceId}, ${given.percent}, ${given.version + 1})
    on conflict (workspace_id) do update set self_start_percent = excluded.self_start_percent, version = excluded.version
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'plan_aim.update',
    subjectId: workspaceId,
    before: { percent: before.percent },
    after: { percent: given.percent },
  })
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return readAim(tx, workspaceId)
}

import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { readAxes, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { usualDaysBefore } from '../core/due.ts'
import type { Opening } from '../core/opening.ts'
import type { Call } from './call.ts'
import { refuse } from './write.ts'

/** How long before the end of a term a workspace wants its renewals opened. */
export async function readOpening(tx: Tx, workspaceId: WorkspaceId): Promise<Opening> {
  const { rows } = await sql<Opening>`
    select days_before as "daysBefore", by_segment as "bySegment" from renewal_settings where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? { daysBefore: usualDaysBefore, bySegment: [] }
}

/** Changes when they are opened; all accounts are looked at anew. Renewals that are open already stay so. */
export async function setOpening(tx: Tx, call: Call, next: Opening): Promise<Opening> {
  const { workspaceId } = call.caller
  const before = await readOpening(tx, workspaceId)
  if (JSON.stringify(before) === JSON.stringify(next)) return next
  await knownSegments(tx, workspaceId, next)
  await sql`
    insert into renewal_settings (workspace_id, days_before, by_segment)
    values (${workspaceId}, ${next.daysBefore}, ${JSON.stringify(next.bySegment)}::jsonb)
    on conflict (workspace_id) do update set days_before = excluded.days_before, by_segment = excluded.by_segment
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'renewal.settings',
    subjectId: workspaceId,
    before: told(before),
    after: told(next),
  })
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'renewal', ids: [] }, tx)
  return next
}

/** As the audit log shows it. */
const told = ({ daysBefore, bySegment }: Opening) => ({
  daysBefore,
  daysBySegment: bySegment.map((one) => `${one.segment}: ${one.daysBefore}`),
})

async function knownSegments(tx: Tx, workspaceId: WorkspaceId, { bySegment }: Opening): Promise<void> {
  const axes = await readAxes(tx, workspaceId)
  const known = new Set(axes.flatMap((axis) => axis.segments.map(({ key }) => key)))
  const unknown = bySegment.find(({ segment }) => !known.has(segment))
  if (unknown) throw refuse('bySegment', 'unknown_segment', unknown.segment)
  const seen = new Set(bySegment.map(({ segment }) => segment))
  if (seen.size < bySegment.length) throw refuse('bySegment', 'segment_twice')
}

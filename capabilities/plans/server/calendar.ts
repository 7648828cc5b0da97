import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile } from '#platform/http/refusal.ts'
import type { templateRoutes } from '#capabilities/plans/contract/templates.ts'
import type { Call } from './call.ts'

type Answer = z.input<NonNullable<(typeof templateRoutes.calendar)['~orpc']['outputSchema']>>
type Company = { id: WorkspaceId; timeZone: string }

/** The days on which a company works; until it says so: Japan's calendar in Japan's time zone, else Monday to Friday. */
export async function readCalendar(tx: Tx, { id, timeZone }: Company): Promise<Answer> {
  const { rows } = await sql<Answer>`
    select holidays, days_off::text[] as "daysOff", version from plan_calendars where workspace_id = ${id}
  `.execute(tx)
  return rows[0] ?? { holidays: timeZone === 'Asia/Tokyo' ? 'JP' : 'none', daysOff: [], version: 0 }
}

export async function calendarOf(tx: Tx, workspace: Company): Promise<BusinessCalendar> {
  const { holidays, daysOff } = await readCalendar(tx, workspace)
  return { holidays, daysOff: new Set(daysOff as Day[]) }
}

/** Changes the days on which the company works; dates of all plans follow, their baselines stay. */
export async function setCalendar(tx: Tx, call: Call, given: Answer): Promise<Answer> {
  const { workspace, workspaceId } = call.caller
  await inTurn(tx, `plan calendar ${workspaceId}`)
  const before = await readCalendar(tx, workspace)
  if (before.version !== given.version) throw changedMeanwhile(before.version)
  const daysOff = [...new Set(given.daysOff)].toSorted()
  await sql`
    insert into plan_calendars (workspace_id, holidays, days_off, version)
    values (${workspaceId}, ${given.holidays}, ${daysOff}::date[], ${given.version + 1})
    on conflict (workspace_id) do update set holidays = excluded.holidays, days_off = excluded.days_off, version = excluded.version
  `.execute(tx)
  const change = (of: Answer) => ({ holidays: of.holidays, daysOff: of.daysOff })
  await recordChange(tx, {
    by: call.caller,
    action: 'plan_calendar.update',
    subjectId: workspaceId,
    before: change(before),
    after: change({ ...given, daysOff }),
  })
  await recomputeWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return readCalendar(tx, workspace)
}

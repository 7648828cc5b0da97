import { sql } from 'kysely'
import { businessDaysBetween, type BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Blocker, blockersOf, type Part } from '#capabilities/plans/core/blockers.ts'
import { isLeft, type Stand, standOf } from '#capabilities/plans/core/standing.ts'
import type { PlanStatus, Role } from '#capabilities/plans/core/words.ts'
import { calendarOf } from './calendar.ts'
import { type Paces, readPaces } from './paces.ts'
import { type PartRow, type PlanRecord, stepOf } from './record.ts'

/** What a plan is held against: the day, the days one works, and what its steps take with others. */
export type Against = { today: Day; calendar: BusinessCalendar; paces: Paces }

export async function readAgainst(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  today: Day,
): Promise<Against> {
  return { today, calendar: await calendarOf(tx, workspace), paces: await readPaces(tx, workspace.id) }
}

/** How a plan stands on a day, by the dates and people it has. */
export function standOfRecord(plan: PlanRecord, { today, calendar, paces }: Against): Stand {
  const hours = plan.people.flatMap(({ role, hours_a_week: given }): [Role, number][] =>
    given === null ? [] : [[role, given]],
  )
  return standOf(
    plan.steps.map(stepOf),
    { kickOffOn: plan.kick_off_on, calendar, today },
    {
      baselineFinishOn: plan.baseline_finish_on,
      targetOn: plan.target_on,
      usual: paces.get(plan.template_key) ?? new Map(),
      hours: new Map(hours),
    },
  )
}

/** Who has a role, as the rules know it. */
export const partOf = ({ role, contact_id, hours_a_week, agreed_on }: PartRow): Part => {
  return { role, contactId: contact_id, hoursAWeek: hours_a_week, agreedOn: agreed_on }
}

/** What stands in the way of a running plan. */
export function blockersOfRecord(plan: PlanRecord, { standing }: Pick<Stand, 'standing'>, today: Day): Blocker[] {
  const { people, steps, kick_off_on: kickOffOn } = plan
  return blockersOf({ parts: people.map(partOf), steps: steps.map(stepOf), standing, kickOffOn, today })
}

/** What is kept of how a plan stands, for lists and facts. */
export type Summary = Pick<
  PlanRecord,
  'status' | 'closed_on' | 'standing' | 'finish_on' | 'slip_days' | 'late_steps' | 'done_percent' | 'held_up_by'
>

/** A plan is done when nothing is left of it, and runs again when something is. */
function statusOf({ status, steps }: PlanRecord): PlanStatus {
  if (status === 'running' && steps.length > 0 && !steps.some((row) => isLeft(stepOf(row)))) return 'done'
  return status === 'done' && steps.some((row) => isLeft(stepOf(row))) ? 'running' : status
}

export function summaryOf(plan: PlanRecord, against: Against): Summary {
  const status = statusOf(plan)
  const stand = standOfRecord(plan, against)
  const kept = { late_steps: stand.lateSteps, done_percent: stand.donePercent, held_up_by: stand.heldUpBy }
  if (status === 'running') {
    const finish = stand.forecast.is === 'day' ? stand.forecast.finishOn : null
    return { ...kept, status, closed_on: null, standing: stand.standing, finish_on: finish, slip_days: stand.slipDays }
  }
  const over = { status, standing: null, late_steps: 0, held_up_by: null, done_percent: stand.donePercent }
  if (status !== 'done') return { ...over, closed_on: plan.closed_on, finish_on: null, slip_days: null }
  const ended = plan.steps.reduce<Day>((last, { status_on: on }) => (on && on > last ? on : last), plan.kick_off_on)
  const slip = businessDaysBetween(against.calendar, plan.baseline_finish_on, ended)
  return { ...over, closed_on: ended, finish_on: ended, slip_days: slip }
}

/** Whether what is kept says something else. */
export const differs = (kept: Summary, now: Summary): boolean =>
  (Object.keys(now) as (keyof Summary)[]).some((key) => kept[key] !== now[key])

/**
 * Keeps how plans stand, in one statement. With `version` a plan that was changed since it was read, or is just being
 * changed, is left alone and not waited for: who changes it keeps its summary.
 */
export async function keepSummaries(
  tx: Tx,
  workspaceId: WorkspaceId,
  plans: readonly (Summary & { id: string; version?: number })[],
): Promise<void> {
  if (plans.length === 0) return
  await sql`
    update plans p set status = n.status, closed_on = n.closed_on, standing = n.standing, finish_on = n.finish_on,
      slip_days = n.slip_days, late_steps = n.late_steps, done_percent = n.done_percent, held_up_by = n.held_up_by
    from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) as n (id uuid, version int, status text, closed_on date,
      standing text, finish_on date, slip_days int, late_steps int, done_percent double precision, held_up_by uuid)
    where p.workspace_id = ${workspaceId} and p.id = n.id and (n.version is null or (n.version = p.version and p.id in (
      select id from plans where workspace_id = ${workspaceId} and id = any(${plans.map(({ id }) => id)}::uuid[])
      for no key update skip locked
    )))
  `.execute(tx)
}

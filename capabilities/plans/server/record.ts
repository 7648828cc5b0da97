import { type RawBuilder, sql } from 'kysely'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Step, StepState } from '#capabilities/plans/core/schedule.ts'
import type { Closer, Evidence, PlanStatus, Role, Standing, Weight } from '#capabilities/plans/core/words.ts'

/** A step as it is kept, with the name of who closed it. */
export type StepRow = {
  id: string
  plan_id: string
  stage_id: string
  position: number
  key: string
  name_ja: string
  name_en: string
  help_ja: string
  help_en: string
  role: Role
  offset_days: number
  days: number
  agreed_due_on: Day | null
  effort_hours: number
  weight: Weight
  evidence: Evidence
  condition: string | null
  content: string[]
  after: string[]
  baseline_start_on: Day
  baseline_due_on: Day
  status: StepState['is']
  status_on: Day | null
  closed_how: Closer | null
  closed_by: string | null
  closed_by_contact: string | null
  closed_by_name: string | null
  because: SeenClause[] | null
  took_days: number | null
  reason: string
  watched: boolean
  version: number
}

/** Who has a role in a plan. */
export type PartRow = {
  role: Role
  contact_id: string | null
  contact_name: string | null
  person_id: string | null
  person_name: string | null
  duty: string
  hours_a_week: number | null
  agreed_on: Day | null
  agreement: string
  version: number
}

/** A plan as it is kept, with all that belongs to it. */
export type PlanRecord = {
  id: string
  account_id: AccountId
  account_name: string
  template_key: string
  template_version: number
  template_name: Label
  name: string
  status: PlanStatus
  kick_off_on: Day
  target_on: Day | null
  purpose: string
  policy: string
  goals: { name: string; before: string; target: string }[]
  baseline_finish_on: Day
  closed_on: Day | null
  reason: string
  standing: Standing | null
  finish_on: Day | null
  slip_days: number | null
  late_steps: number
  done_percent: number
  held_up_by: string | null
  version: number
  stages: { id: string; name: Label }[]
  steps: StepRow[]
  people: PartRow[]
}

const stagesOf = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', jsonb_build_object('ja', g.name_ja, 'en', g.name_en))
    order by g.position), '[]') from plan_stages g where g.workspace_id = p.workspace_id and g.plan_id = p.id)`
const stepsOf = sql`(
  select coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('closed_by_name', coalesce(c.name, k.name)) order by g.position, s.position), '[]')
  from plan_steps s join plan_stages g on g.workspace_id = s.workspace_id and g.id = s.stage_id
    left join people c on c.workspace_id = s.workspace_id and c.id = s.closed_by
    left join contacts k on k.workspace_id = s.workspace_id and k.id = s.closed_by_contact
  where s.workspace_id = p.workspace_id and s.plan_id = p.id and s.removed_at is null)`
const peopleOf = sql`(
  select coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object('contact_name', k.name, 'person_name', c.name)), '[]')
  from plan_people r left join contacts k on k.workspace_id = r.workspace_id and k.id = r.contact_id
    left join people c on c.workspace_id = r.workspace_id and c.id = r.person_id
  where r.workspace_id = p.workspace_id and r.plan_id = p.id)`

/** Plans that a condition picks, with what belongs to them: `running` leaves out the parts of those that are over. */
async function readRecords(tx: Tx, picked: RawBuilder<unknown>, partsOf: 'all' | 'running'): Promise<PlanRecord[]> {
  const only = (part: RawBuilder<unknown>) =>
    partsOf === 'all' ? part : sql`case when p.status = 'running' then ${part} else '[]' end`
  const { rows } = await sql<PlanRecord>`
    select p.*, a.name as account_name, t.key as template_key, t.version as template_version,
      t.definition -> 'name' as template_name, ${only(stagesOf)} as stages, ${only(stepsOf)} as steps,
      ${only(peopleOf)} as people
    from plans p join accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
      join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id
    where ${picked}
    order by p.status = 'running' desc, p.kick_off_on desc, p.id desc
  `.execute(tx)
  return rows
}

/** One plan, also one that was removed: it can be brought back. */
export async function readRecord(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<PlanRecord | undefined> {
  return (await readRecords(tx, sql`p.workspace_id = ${workspaceId} and p.id = ${id}`, 'all'))[0]
}

/** Plans by their ids, removed ones too. */
export function readRecordsById(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<PlanRecord[]> {
  return readRecords(tx, sql`p.workspace_id = ${workspaceId} and p.id = any(${[...ids]}::uuid[])`, 'all')
}

/** The plans of some accounts, the running ones first, then the latest. */
export function readRecordsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: RawBuilder<string[]>,
  partsOf: 'all' | 'running',
): Promise<PlanRecord[]> {
  const picked = sql`p.workspace_id = ${workspaceId} and p.account_id = any(${accounts}) and p.status <> 'removed'`
  return readRecords(tx, picked, partsOf)
}

/** What the dates of a step follow from, as the rules know it. */
export function stepOf(row: StepRow): Step {
  return {
    id: row.id,
    key: row.key,
    role: row.role,
    offset: row.offset_days,
    days: row.days,
    agreedDueOn: row.agreed_due_on,
    baselineDueOn: row.baseline_due_on,
    effortHours: row.effort_hours,
    weight: row.weight,
    after: row.after,
    state: stateOf(row),
  }
}

export function stateOf({ status, status_on, closed_how, took_days, reason, watched }: StepRow): StepState {
  switch (status) {
    case 'open':
      return { is: 'open', watched }
    case 'doing':
      return { is: 'doing', since: status_on!, watched }
    case 'done':
      return { is: 'done', on: status_on!, by: closed_how ?? 'us', tookDays: took_days }
    case 'skipped':
      return { is: 'skipped', on: status_on!, reason }
  }
}

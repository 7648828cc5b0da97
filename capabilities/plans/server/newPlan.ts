import { sql } from 'kysely'
import type { BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { makePlan, type NewPlan } from '#capabilities/plans/core/make.ts'
import type { StoredTemplate } from './templates.ts'

/** A plan that is to be made, and with what. */
export type Given = {
  workspaceId: WorkspaceId
  id: string
  accountId: string
  template: StoredTemplate
  name: string
  kickOffOn: Day
  /** null: the day it is done if all goes by the template. */
  targetOn: string | null
  calendar: BusinessCalendar
  personId: string | null
  now: Date
  newId: () => string
}

/** Writes a plan as its template has it, with the people that are known already for its roles. */
export async function insertPlan(tx: Tx, given: Given): Promise<NewPlan> {
  const { workspaceId, id, accountId, template, kickOffOn, now } = given
  const made = makePlan(template.definition, given)
  await sql`
    insert into plans (workspace_id, id, account_id, template_id, name, status, kick_off_on, target_on, baseline_finish_on,
      created_by, created_at, updated_at)
    values (${workspaceId}, ${id}, ${accountId}, ${template.id}, ${given.name}, 'running', ${kickOffOn},
      ${given.targetOn ?? made.baselineFinishOn}, ${made.baselineFinishOn}, ${given.personId}, ${now}, ${now})
  `.execute(tx)
  await insertParts(tx, given, made)
  await insertPeople(tx, given)
  return made
}

async function insertParts(tx: Tx, { workspaceId, id }: Given, { stages, steps }: NewPlan): Promise<void> {
  const placed = stages.map((stage, position) => ({ ...stage, position }))
  await sql`
    insert into plan_stages (workspace_id, id, plan_id, position, name_ja, name_en)
    select ${workspaceId}::uuid, id, ${id}::uuid, position, name ->> 'ja', name ->> 'en'
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as stage (id uuid, position int, name jsonb)
  `.execute(tx)
  const rows = steps.map((step, position) => ({ ...step, ...step.baseline, position, ...textsOf(step.from) }))
  await sql`
    insert into plan_steps (workspace_id, id, plan_id, stage_id, position, key, name_ja, name_en, help_ja, help_en, role,
      offset_days, days, effort_hours, weight, evidence, condition, content, after, baseline_start_on, baseline_due_on)
    select ${workspaceId}::uuid, id, ${id}::uuid, "stageId", position, key, name_ja, name_en, help_ja, help_en, role,
      "offset", days, "effortHours", weight, evidence, condition,
      array(select jsonb_array_elements_text(content)), array(select jsonb_array_elements_text(after)::uuid), "startOn", "dueOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as step (id uuid, "stageId" uuid, position int, key text,
      name_ja text, name_en text, help_ja text, help_en text, role text, "offset" int, days int,
      "effortHours" double precision, weight int, evidence text, condition text,
      content jsonb, after jsonb, "startOn" date, "dueOn" date)
  `.execute(tx)
}

const textsOf = ({ name, help, evidence, condition, content }: NewPlan['steps'][number]['from']) => ({
  name_ja: name.ja,
  name_en: name.en,
  help_ja: help.ja,
  help_en: help.en,
  evidence,
  condition,
  content,
})

/** Who has which role is known already: of ours from who looks after the customer, of theirs from their contacts. */
async function insertPeople(tx: Tx, { workspaceId, id, accountId }: Given): Promise<void> {
  await sql`
    insert into plan_people (workspace_id, plan_id, role, person_id)
    select workspace_id, ${id}::uuid, role, person_id from account_assignments
    where workspace_id = ${workspaceId} and account_id = ${accountId} and to_day is null
      and role in ('csm', 'architect', 'support')
  `.execute(tx)
  await sql`
    insert into plan_people (workspace_id, plan_id, role, contact_id)
    select distinct on (role) c.workspace_id, ${id}::uuid, role, c.id
    from contacts c, unnest(c.roles) as role
    where c.workspace_id = ${workspaceId} and c.account_id = ${accountId} and c.archived_at is null
      and c.left_on is null and role in ('decision_maker', 'promoter', 'operator')
    order by role, c.created_at, c.id
  `.execute(tx)
}

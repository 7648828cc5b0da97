import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import { makePlan, type NewPlan } from '#capabilities/plans/core/make.ts'
import { mayMovePlan } from '#capabilities/plans/core/moves.ts'
import { calendarOf } from './calendar.ts'
import { type Call, refuse } from './call.ts'
import { readTemplates } from './templates.ts'
import { changed, lockPlan, told } from './told.ts'
import { readPlan } from './planRead.ts'

type Input<Route extends keyof typeof plansContract> = z.output<
  NonNullable<(typeof plansContract)[Route]['~orpc']['inputSchema']>
>

/** Makes a plan from a template's newest version, with the people that the customer's page knows for its roles. */
export async function createPlan(tx: Tx, call: Call, given: Input<'create'>): Promise<PlanAnswer> {
  const { workspaceId, workspace, locale } = call.caller
  const { rows } = await sql`select from accounts where id = ${given.accountId} and archived_at is null`.execute(tx)
  if (rows.length === 0) throw notFound()
  const template = (await readTemplates(tx, workspaceId)).find(({ key }) => key === given.template)
  if (!template) throw refuse('template', 'unknown_template', given.template)
  if (given.targetOn !== null && given.targetOn < given.kickOffOn) throw refuse('targetOn', 'target_too_early')
  const kickOffOn = given.kickOffOn as Day
  const calendar = await calendarOf(tx, workspace)
  const made = makePlan(template.definition, { kickOffOn, calendar, newId: call.newId<string> })
  const id = call.newId<string>()
  const name = given.name ?? template.definition.name[locale]
  await sql`
    insert into plans (workspace_id, id, account_id, template_id, name, status, kick_off_on, target_on, baseline_finish_on,
      created_by, created_at, updated_at)
    values (${workspaceId}, ${id}, ${given.accountId}, ${template.id}, ${name}, 'running', ${kickOffOn},
      ${given.targetOn ?? made.baselineFinishOn}, ${made.baselineFinishOn}, ${call.caller.personId}, ${call.now()}, ${call.now()})
  `.execute(tx)
  await insertParts(tx, call, id, made)
  await insertPeople(tx, call, { id, accountId: given.accountId })
  const after = { name, template: template.key, kickOffOn, targetOn: given.targetOn ?? made.baselineFinishOn }
  return told(tx, call, id, { action: 'success_plan.create', before: null, after })
}

async function insertParts(tx: Tx, { caller }: Call, planId: string, { stages, steps }: NewPlan): Promise<void> {
  const placed = stages.map((stage, position) => ({ ...stage, position }))
  await sql`
    insert into plan_stages (workspace_id, id, plan_id, position, name_ja, name_en)
    select ${caller.workspaceId}::uuid, id, ${planId}::uuid, position, name ->> 'ja', name ->> 'en'
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as stage (id uuid, position int, name jsonb)
  `.execute(tx)
  const rows = steps.map((step, position) => ({ ...step, ...step.baseline, position, ...textsOf(step.from) }))
  await sql`
    insert into plan_steps (workspace_id, id, plan_id, stage_id, position, key, name_ja, name_en, help_ja, help_en, role,
      offset_days, days, effort_hours, weight, evidence, condition, after, baseline_start_on, baseline_due_on)
    select ${caller.workspaceId}::uuid, id, ${planId}::uuid, "stageId", position, key, name_ja, name_en, help_ja, help_en, role,
      "offset", days, "effortHours", weight, evidence, condition,
      array(select jsonb_array_elements_text(after)::uuid), "startOn", "dueOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as step (id uuid, "stageId" uuid, position int, key text,
      name_ja text, name_en text, help_ja text, help_en text, role text, "offset" int, days int,
      "effortHours" double precision, weight int, evidence text, condition text, after jsonb, "startOn" date, "dueOn" date)
  `.execute(tx)
}

const textsOf = ({ name, help, evidence, condition }: NewPlan['steps'][number]['from']) => ({
  name_ja: name.ja,
  name_en: name.en,
  help_ja: help.ja,
  help_en: help.en,
  evidence,
  condition,
})

/** Who has which role is known already: of ours from who looks after the customer, of theirs from their contacts. */
async function insertPeople(
  tx: Tx,
  { caller }: Call,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  await sql`
    insert into plan_people (workspace_id, plan_id, role, person_id)
    select workspace_id, ${id}::uuid, role, person_id from account_assignments
    where workspace_id = ${caller.workspaceId} and account_id = ${accountId} and to_day is null
      and role in ('csm', 'architect', 'support')
  `.execute(tx)
  await sql`
    insert into plan_people (workspace_id, plan_id, role, contact_id)
    select distinct on (role) c.workspace_id, ${id}::uuid, role, c.id
    from contacts c, unnest(c.roles) as role
    where c.workspace_id = ${caller.workspaceId} and c.account_id = ${accountId} and c.archived_at is null
      and c.left_on is null and role in ('decision_maker', 'promoter', 'operator')
    order by role, c.created_at, c.id
  `.execute(tx)
}

/** Changes what a plan is for, its goals and its dates; the baseline stays what it was. */
export async function updatePlan(tx: Tx, call: Call, { id, version, ...given }: Input<'update'>): Promise<PlanAnswer> {
  const plan = await lockPlan(tx, call, { id, version })
  const before = {
    name: plan.name,
    kickOffOn: plan.kick_off_on as string,
    targetOn: plan.target_on as string | null,
    purpose: plan.purpose,
    policy: plan.policy,
    goals: plan.goals,
  }
  const after = {
    name: given.name ?? before.name,
    kickOffOn: given.kickOffOn ?? before.kickOffOn,
    targetOn: given.targetOn === undefined ? before.targetOn : given.targetOn,
    purpose: given.purpose ?? before.purpose,
    policy: given.policy ?? before.policy,
    goals: given.goals ?? before.goals,
  }
  if (after.targetOn !== null && after.targetOn < after.kickOffOn) throw refuse('targetOn', 'target_too_early')
  const change = changed(before, after)
  if (!change) return readPlan(tx, call, id)
  await sql`
    update plans set name = ${after.name}, kick_off_on = ${after.kickOffOn}, target_on = ${after.targetOn},
      purpose = ${after.purpose}, policy = ${after.policy}, goals = ${JSON.stringify(after.goals)}::jsonb
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  return told(tx, call, id, { action: 'success_plan.update', ...change })
}

const leadsTo = { stop: 'stopped', resume: 'running', remove: 'removed', restore: 'running' } as const

/** Stops a plan, lets it go on, removes it or brings it back; one that is all done is done again at once. */
export async function movePlan(
  tx: Tx,
  call: Call,
  { id, version, move, reason = '' }: Input<'move'>,
): Promise<PlanAnswer> {
  const plan = await lockPlan(tx, call, { id, version })
  if (!mayMovePlan(move, plan.status)) throw refuse('status', `not_${move}`)
  const status = leadsTo[move]
  await sql`
    update plans set status = ${status}, reason = ${move === 'stop' ? reason : ''},
      closed_on = ${move === 'stop' ? call.today() : null}
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  const after = { status, ...(reason ? { reason } : {}) }
  return told(tx, call, id, {
    action: `success_plan.${move === 'restore' ? 'bring_back' : move}`,
    before: { status: plan.status },
    after,
  })
}

/** Says who has a role in a plan, with how much time, and whether they agree to it. */
export async function setPart(
  tx: Tx,
  call: Call,
  { id, version, role, ...given }: Input<'setPart'>,
): Promise<PlanAnswer> {
  const plan = await lockPlan(tx, call, { id, version })
  const { workspaceId, personId } = call.caller
  const known = plan.people.find((one) => one.role === role)
  const before = {
    contactId: known?.contact_id ?? null,
    personId: known?.person_id ?? null,
    duty: known?.duty ?? '',
    hoursAWeek: known?.hours_a_week ?? null,
    agreedOn: (known?.agreed_on ?? null) as string | null,
    agreement: known?.agreement ?? '',
  }
  const change = changed(before, given)
  if (!change) return readPlan(tx, call, id)
  if (given.contactId !== null) {
    const { rows } = await sql`
      select from contacts where workspace_id = ${workspaceId} and id = ${given.contactId} and account_id = ${plan.account_id}
    `.execute(tx)
    if (rows.length === 0) throw refuse('contactId', 'unknown_person')
  }
  await sql`
    insert into plan_people (workspace_id, plan_id, role, contact_id, person_id, duty, hours_a_week, agreed_on, agreement, recorded_by)
    values (${workspaceId}, ${id}, ${role}, ${given.contactId}, ${given.personId}, ${given.duty}, ${given.hoursAWeek},
      ${given.agreedOn}, ${given.agreement}, ${personId})
    on conflict (workspace_id, plan_id, role) do update set contact_id = excluded.contact_id, person_id = excluded.person_id,
      duty = excluded.duty, hours_a_week = excluded.hours_a_week, agreed_on = excluded.agreed_on,
      agreement = excluded.agreement, recorded_by = excluded.recorded_by, version = plan_people.version + 1
  `.execute(tx)
  const { before: was, after } = change
  return told(tx, call, id, { action: 'success_plan.people', before: { role, ...was }, after: { role, ...after } })
}

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound } from '#platform/http/refusal.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import { mayMovePlan } from '#capabilities/plans/core/moves.ts'
import { calendarOf } from './calendar.ts'
import { type Call, refuse } from './call.ts'
import { insertPlan } from './newPlan.ts'
import { readTemplates } from './templates.ts'
import { changed, lockPlan, told } from './told.ts'
import { readPlan } from './planRead.ts'

type Input<Route extends keyof typeof plansContract> = z.output<
  NonNullable<(typeof plansContract)[Route]['~orpc']['inputSchema']>
>

/** Makes a plan from a template's newest version, with the people that the customer's page knows for its roles. */
export async function createPlan(tx: Tx, call: Call, given: Input<'create'>): Promise<PlanAnswer> {
  const { workspaceId, workspace, locale, personId } = call.caller
  const { rows } = await sql`select from accounts where id = ${given.accountId} and archived_at is null`.execute(tx)
  if (rows.length === 0) throw notFound()
  const template = (await readTemplates(tx, workspaceId)).find(({ key }) => key === given.template)
  if (!template) throw refuse('template', 'unknown_template', given.template)
  if (given.targetOn !== null && given.targetOn < given.kickOffOn) throw refuse('targetOn', 'target_too_early')
  const id = call.newId<string>()
  const name = given.name ?? template.definition.name[locale]
  const { baselineFinishOn } = await insertPlan(tx, {
    workspaceId,
    id,
    accountId: given.accountId,
    template,
    name,
    kickOffOn: given.kickOffOn as Day,
    targetOn: given.targetOn,
    calendar: await calendarOf(tx, workspace),
    personId,
    now: call.now(),
    newId: call.newId<string>,
  })
  const after = {
    name,
    template: template.key,
    kickOffOn: given.kickOffOn,
    targetOn: given.targetOn ?? baselineFinishOn,
  }
  return told(tx, call, id, { action: 'success_plan.create', before: null, after })
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
  const plan = await lockPlan(tx, call, { id })
  const { workspaceId, personId } = call.caller
  const known = plan.people.find((one) => one.role === role)
  if ((known?.version ?? 0) !== version) throw changedMeanwhile(known?.version ?? 0)
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

import { sql } from 'kysely'
import type { z } from 'zod'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import { findCircle } from '#capabilities/plans/core/circle.ts'
import { mayMoveStep } from '#capabilities/plans/core/moves.ts'
import { schedule } from '#capabilities/plans/core/schedule.ts'
import { mostSteps } from '#capabilities/plans/core/template.ts'
import { calendarOf } from './calendar.ts'
import { type Call, refuse, type Seen } from './call.ts'
import { readPlan } from './planRead.ts'
import { type PlanRecord, type StepRow, stepOf } from './record.ts'
import { readAgainst, standOfRecord } from './stand.ts'
import { contentIssue } from './stepContent.ts'
import { circleIssue } from './templates.ts'
import { changed, lockPlan, told } from './told.ts'

type Input<Route extends keyof typeof plansContract> = z.output<
  NonNullable<(typeof plansContract)[Route]['~orpc']['inputSchema']>
>
type Content = Omit<Input<'editStep'>, 'id' | 'version'>

/** The plan that has a step, held for a change, with the step as it was seen. */
async function lockStep(tx: Tx, call: Call, seen: Seen): Promise<{ plan: PlanRecord; row: StepRow }> {
  const plan = await lockPlan(tx, call, { id: await planOfStep(tx, call, seen.id) })
  const row = plan.steps.find(({ id }) => id === seen.id)
  if (!row) throw notFound()
  if (row.version !== seen.version) throw changedMeanwhile(row.version)
  return { plan, row }
}

async function planOfStep(tx: Tx, call: Call, id: string): Promise<string> {
  const { rows } = await sql<{ plan_id: string }>`
    select plan_id from plan_steps where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0].plan_id
}

/** Adds a step at the end of a stage; the dates it has then are its baseline. */
export async function addStep(
  tx: Tx,
  call: Call,
  { id: planId, stageId, ...given }: Input<'addStep'>,
): Promise<PlanAnswer> {
  const plan = await lockPlan(tx, call, { id: planId })
  if (plan.status === 'stopped' || plan.status === 'removed') throw refuse('status', 'plan_not_running')
  if (!plan.stages.some(({ id }) => id === stageId)) throw refuse('stageId', 'unknown_stage')
  if (plan.steps.length >= mostSteps) throw refuse('steps', 'too_many', `${mostSteps}`)
  const { workspaceId, workspace } = call.caller
  const id = call.newId<string>()
  await refuseUnsound(tx, call, plan, { id, ...given })
  const fresh = { id, key: id, ...datesOf(given), state: { is: 'open' as const, watched: true } }
  const ground = { kickOffOn: plan.kick_off_on, calendar: await calendarOf(tx, workspace), today: call.today() }
  const { startOn, dueOn } = schedule([...plan.steps.map(stepOf), fresh], ground).get(id)!
  const position = Math.max(-1, ...plan.steps.map((row) => row.position)) + 1
  await sql`
    insert into plan_steps (workspace_id, id, plan_id, stage_id, position, key, name_ja, name_en, help_ja, help_en, role,
      offset_days, days, agreed_due_on, effort_hours, weight, evidence, condition, content, after, baseline_start_on, baseline_due_on)
    values (${workspaceId}, ${id}, ${planId}, ${stageId}, ${position}, ${id}, ${given.name.ja}, ${given.name.en},
      ${given.help.ja}, ${given.help.en}, ${given.role}, ${given.offset}, ${given.days}, ${given.agreedDueOn},
      ${given.effortHours}, ${given.weight}, ${given.evidence}, ${conditionOf(given)},
      ${given.content}::text[], ${given.after}::uuid[], ${startOn}, ${dueOn})
  `.execute(tx)
  return told(tx, call, planId, {
    action: 'plan_step.create',
    subject: id,
    before: null,
    after: { name: given.name.ja },
  })
}

const conditionOf = ({ evidence, condition }: Content) => (evidence === 'facts' ? condition : null)

function datesOf({ role, offset, days, agreedDueOn, effortHours, weight, after }: Content) {
  const agreed = agreedDueOn as Day | null
  return { role, offset, days, agreedDueOn: agreed, baselineDueOn: null, effortHours, weight, after }
}

async function refuseUnsound(
  tx: Tx,
  call: Call,
  { steps }: PlanRecord,
  given: Content & { id: string },
): Promise<void> {
  const nameOf = (id: string) => (id === given.id ? given.name : nameOfRow(steps.find((row) => row.id === id)!)).ja
  const lost = given.after.find((id) => !steps.some((row) => row.id === id))
  if (lost) throw refuse('after', 'unknown_step')
  const others = steps.filter(({ id }) => id !== given.id).map(({ id, after }) => ({ id, after }))
  const circle = findCircle([{ id: given.id, after: given.after }, ...others])
  if (circle) throw refused([circleIssue(circle.map(nameOf))])
  const wrong = await contentIssue(tx, given)
  if (wrong) throw refused([wrong])
  if (given.evidence !== 'facts') return
  const read = readCondition(given.condition ?? '', await factCatalogue(tx, call.caller.workspace))
  if (!read.ok) throw refuse('condition', given.condition?.trim() ? 'unreadable' : 'no_condition', given.name.ja)
}

const nameOfRow = ({ name_ja, name_en }: StepRow) => ({ ja: name_ja, en: name_en })

/** Changes what a step says and when it is; its baseline stays. */
export async function editStep(tx: Tx, call: Call, { id, version, ...given }: Input<'editStep'>): Promise<PlanAnswer> {
  const { plan, row } = await lockStep(tx, call, { id, version })
  await refuseUnsound(tx, call, plan, { id, ...given })
  const change = changed<Content>(contentOf(row), { ...given, condition: conditionOf(given) })
  if (!change) return readPlan(tx, call, plan.id)
  await sql`
    update plan_steps set name_ja = ${given.name.ja}, name_en = ${given.name.en}, help_ja = ${given.help.ja},
      help_en = ${given.help.en}, role = ${given.role}, offset_days = ${given.offset}, days = ${given.days},
      agreed_due_on = ${given.agreedDueOn}, effort_hours = ${given.effortHours}, weight = ${given.weight},
      evidence = ${given.evidence}, condition = ${conditionOf(given)}, content = ${given.content}::text[],
      after = ${given.after}::uuid[], version = version + 1
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  const named = { name: row.name_ja }
  const before = { ...named, ...change.before }
  const after = { ...named, ...change.after }
  return told(tx, call, plan.id, { action: 'plan_step.update', subject: id, before, after })
}

function contentOf(row: StepRow): Content {
  return {
    name: nameOfRow(row),
    help: { ja: row.help_ja, en: row.help_en },
    role: row.role,
    offset: row.offset_days,
    days: row.days,
    effortHours: row.effort_hours,
    weight: row.weight,
    evidence: row.evidence,
    condition: row.condition,
    content: row.content,
    agreedDueOn: row.agreed_due_on,
    after: row.after,
  }
}

const actions = { open: 'reopen', doing: 'start', done: 'finish', skipped: 'skip' } as const

/** Begins, finishes, skips or opens a step. What facts had closed is left to people once somebody opens it again. */
export async function setStep(tx: Tx, call: Call, { id, version, state }: Input<'setStep'>): Promise<PlanAnswer> {
  const { plan, row } = await lockStep(tx, call, { id, version })
  const { caller } = call
  const watchesAgain = state.is === 'open' && row.status === 'open' && state.watched !== row.watched
  const against = watchesAgain ? null : mayMoveStep(row.status, state.is, plan.status)
  if (against) throw refuse('state', against)
  const on = state.is === 'doing' ? state.since : state.is === 'open' ? null : state.on
  if (on !== null && on > call.today()) throw refuse('state', 'in_future')
  if (state.is === 'done' && state.by === 'facts') throw refuse('state', 'facts_close_alone')
  const startOn = standOfRecord(plan, await readAgainst(tx, caller.workspace, call.today())).spans.get(id)!.startOn
  const calendar = await calendarOf(tx, caller.workspace)
  const took = state.is === 'done' ? Math.max(0, businessDaysBetween(calendar, startOn, state.on as Day)) : null
  const isOver = state.is === 'done' || state.is === 'skipped'
  await sql`
    update public.plan_steps set status = ${state.is}, status_on = ${on}, closed_how = ${state.is === 'done' ? state.by : null},
      closed_by = ${isOver ? caller.personId : null}, closed_by_contact = null, because = null, took_days = ${took},
      reason = ${state.is === 'skipped' ? state.reason : ''},
      watched = ${state.is === 'open' ? state.watched : row.watched}, version = version + 1
    where workspace_id = ${caller.workspaceId} and id = ${id}
  `.execute(tx)
  const name = row.name_ja
  return told(tx, call, plan.id, {
    action: `plan_step.${actions[state.is]}`,
    subject: id,
    before: { name, status: row.status },
    after: { name, status: state.is, ...(state.is === 'skipped' ? { reason: state.reason } : {}) },
  })
}

/** Takes a step out of a plan, or brings it back; what depended on it follows what it depends on no longer. */
export async function removeStep(
  tx: Tx,
  call: Call,
  { id, version, removed }: Input<'removeStep'>,
): Promise<PlanAnswer> {
  const { workspaceId } = call.caller
  const plan = await lockPlan(tx, call, { id: await planOfStep(tx, call, id) })
  const { rows } = await sql<{ version: number; name_ja: string; after: string[] }>`
    select version, name_ja, after from plan_steps
    where workspace_id = ${workspaceId} and id = ${id} and (removed_at is null) = ${removed}
  `.execute(tx)
  const row = rows[0]
  if (!row) throw notFound()
  if (row.version !== version) throw changedMeanwhile(row.version)
  const others = plan.steps.map(({ id: other, after, name_ja }) => ({ id: other, after, name_ja }))
  const circle = removed ? null : findCircle([{ id, after: row.after }, ...others])
  if (circle) {
    const nameOf = (one: string) => others.find((other) => other.id === one)?.name_ja ?? row.name_ja
    throw refused([circleIssue(circle.map(nameOf))])
  }
  await sql`
    update plan_steps set removed_at = ${removed ? call.now() : null}, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id} and version = ${version}
  `.execute(tx)
  const name = row.name_ja
  const [action, before, after] = removed
    ? (['plan_step.remove', { name }, null] as const)
    : (['plan_step.bring_back', null, { name }] as const)
  return told(tx, call, plan.id, { action, subject: id, before, after })
}

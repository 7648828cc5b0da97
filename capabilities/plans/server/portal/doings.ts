import { sql } from 'kysely'
import { noteVisit } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { mayGuestSay, views, visitMinutes } from '#capabilities/plans/core/portal.ts'
import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { refuse } from '../call.ts'
import type { PlanRecord, StepRow } from '../record.ts'
import { readAgainst, standOfRecord } from '../stand.ts'
import { lockPlan } from '../told.ts'
import { type GuestCall, type Scope, scopeOf, within } from './scope.ts'
import { toldByGuest } from './told.ts'

type Held = { scope: Scope; plan: PlanRecord }

/** The guest's plan, held for a change. */
export async function holdPlan(tx: Tx, call: GuestCall): Promise<Held> {
  const scope = await scopeOf(tx, call)
  const plan = await lockPlan(tx, { caller: { workspaceId: scope.workspace.id } }, { id: scope.planId })
  return { scope, plan }
}

/** A step that the guest sees, or the answer that there is none. */
export function seenStep({ scope, plan }: Held, id: string): StepRow {
  const row = plan.steps.find((step) => step.id === id)
  if (!row || (views[scope.role].steps === 'own' && row.role !== scope.role)) throw notFound()
  return row
}

/** Says that a step is done, or takes back that it is. */
export async function setDone(tx: Tx, call: GuestCall, { id, done }: { id: string; done: boolean }): Promise<void> {
  const held = await holdPlan(tx, call)
  const row = seenStep(held, id)
  const { scope, plan } = held
  const asked = { role: row.role, evidence: row.evidence, status: row.status, closedHow: row.closed_how }
  if (row.status === (done ? 'done' : 'open')) return // it is so already: a second tap
  const against = mayGuestSay(done ? 'done' : 'open', asked, scope.role, plan.status)
  if (against) throw refuse('state', against)
  await closeStep(tx, call, held, row, done)
  const name = row.name_ja
  const titled = scope.workspace.locale === 'en' ? row.name_en : row.name_ja
  await toldByGuest(tx, call, scope, {
    action: done ? 'plan_step.finish' : 'plan_step.reopen',
    subject: id,
    before: { name, status: row.status },
    after: { name, status: done ? 'done' : 'open' },
    title: (words) => (done ? words.done(titled) : words.reopened(titled)),
  })
}

/** Writes down that a step ended today by the customer's word, or that it did not. */
export async function closeStep(
  tx: Tx,
  call: GuestCall,
  { scope, plan }: Held,
  row: StepRow,
  done: boolean,
): Promise<void> {
  const today = call.today()
  const against = await readAgainst(tx, scope.workspace, today)
  const { startOn } = standOfRecord(plan, against).spans.get(row.id)!
  const took = done ? Math.max(0, businessDaysBetween(against.calendar, startOn, today)) : null
  await sql`
    update public.plan_steps s set status = ${done ? 'done' : 'open'}, status_on = ${done ? today : null},
      closed_how = ${done ? 'customer' : null}, closed_by = null, closed_by_contact = ${done ? call.guest.contactId : null},
      because = null, took_days = ${took}, reason = '', version = s.version + 1
    where ${within(scope, 's')} and s.id = ${row.id}
  `.execute(tx)
}

/** Says in the guest's own name that they have read the plan and agree. */
export async function agree(tx: Tx, call: GuestCall): Promise<void> {
  const { scope, plan } = await holdPlan(tx, call)
  const { role, workspace, planId } = scope
  if (!views[role].agrees) throw refuse('agreement', 'not_yours')
  const known = plan.people.find((one) => one.role === role)
  // Somebody else may have the part by now: nobody agrees in another's name.
  if (known?.contact_id && known.contact_id !== call.guest.contactId) throw refuse('agreement', 'not_yours')
  if (known?.agreed_on) return
  const how = workspace.locale === 'en' ? 'In the portal' : 'ポータルにて'
  await sql`
    insert into plan_people (workspace_id, plan_id, role, contact_id, agreed_on, agreement)
    values (${workspace.id}, ${planId}, ${role}, ${call.guest.contactId}, ${call.today()}, ${how})
    on conflict (workspace_id, plan_id, role) do update set contact_id = excluded.contact_id,
      agreed_on = excluded.agreed_on, agreement = excluded.agreement, recorded_by = null, version = plan_people.version + 1
  `.execute(tx)
  await toldByGuest(tx, call, scope, {
    action: 'success_plan.people',
    before: { role, agreedOn: null },
    after: { role, agreedOn: call.today() },
    title: (words) => words.agreed(plan.name),
  })
}

/** Keeps that somebody looks at their plan: what follows soon after is the same visit. */
export async function visit(context: CallContext): Promise<void> {
  await noteVisit(context)
  const { guest, transaction, now, live } = context
  await transaction(async (tx) => {
    const { planId, workspace, accountId } = await scopeOf(tx, context)
    const { numAffectedRows } = await sql`
      update portal_visits v set last_at = ${now()}
      where ${within({ workspace, planId }, 'v')} and v.contact_id = ${guest.contactId}
        and v.last_at > ${now()}::timestamptz - ${visitMinutes} * interval '1 minute'
    `.execute(tx)
    if ((numAffectedRows ?? 0n) > 0n) return
    await sql`
      insert into portal_visits (workspace_id, plan_id, contact_id, at, last_at)
      values (${workspace.id}, ${planId}, ${guest.contactId}, ${now()}, ${now()})
    `.execute(tx)
    await markDirty(tx, workspace.id, [accountId])
    await live.publish(workspace.id, { topic: 'plan', ids: [planId, accountId] }, tx)
  })
}

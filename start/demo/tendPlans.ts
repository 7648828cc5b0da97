import { sql } from 'kysely'
import { calendarOf, insertPlan, readTemplates } from '#capabilities/plans/server/index.ts'
import type { FactWorkspace } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Customer } from './customer.ts'
import { selfStartPlan } from './selfStart.ts'

/** The day that is lived through, and today: plans are made for those who came in the months before it. */
type Clock = { today: Day; now: Date; last: Day }

/** Days from the signature to the kick-off, and how long ago a customer may have come to have a plan. */
const kickOffAfter = 10
const planned = 330

const goals = [
  { name: '点検報告の作成にかかる時間', before: '月42時間', target: '月15時間' },
  { name: '報告の差し戻し', before: '月18件', target: '月5件以下' },
]

/** How the demo company's people make plans for new customers and work on them: most on time, some late, a few get stuck. */
export async function tendPlans(
  tx: Tx,
  workspace: FactWorkspace,
  customers: readonly Customer[],
  clock: Clock,
): Promise<void> {
  await makePlans(tx, workspace, customers, clock)
  await workOnPlans(tx, workspace, clock)
}

async function makePlans(
  tx: Tx,
  workspace: FactWorkspace,
  customers: readonly Customer[],
  { today, now, last }: Clock,
): Promise<void> {
  const due = customers.filter(
    ({ csm, signedUpOn }) =>
      csm !== null && addDays(signedUpOn, kickOffAfter) <= today && signedUpOn >= addDays(last, -planned),
  )
  if (due.length === 0) return
  const { rows } = await sql<{ account_id: string }>`
    select account_id from plans where workspace_id = ${workspace.id}
  `.execute(tx)
  const known = new Set(rows.map(({ account_id }) => account_id))
  const templates = await readTemplates(tx, workspace.id)
  const calendar = await calendarOf(tx, workspace)
  const newId = () => uuidV7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)))
  for (const { id: accountId, purpose, signedUpOn, touchModel } of due) {
    if (known.has(accountId)) continue
    const id = newId()
    const isAlone = touchModel === 'tech'
    const template = templates.find(({ key }) => key === (isAlone ? selfStartPlan.key : 'onboarding'))!
    const kickOffOn = addDays(signedUpOn, kickOffAfter)
    const name = template.definition.name.ja
    const plan = { workspaceId: workspace.id, id, accountId, template, name, kickOffOn, targetOn: null }
    await insertPlan(tx, { ...plan, calendar, personId: null, now, newId })
    await sql`
      update plans set purpose = ${purpose}, goals = ${JSON.stringify(goals)}::jsonb,
        policy = '巡回の担当者が、現場で回り終えたその場で入力する'
      where workspace_id = ${workspace.id} and id = ${id}
    `.execute(tx)
    // One in five has not agreed yet, and operators have an hour to four; who starts alone agrees by ordering, and has time.
    const hasAgreed = sql`(${isAlone} or get_byte(uuid_send(plan_id), 13) % 5 > 0)`
    await sql`
      update plan_people set agreed_on = case when ${hasAgreed} then ${kickOffOn}::date end,
        agreement = case when ${hasAgreed} then ${isAlone ? 'お申し込みの画面で' : 'キックオフの場で'} else '' end,
        hours_a_week = case when role = 'operator' then ${isAlone ? 3 : 1}::int + get_byte(uuid_send(plan_id), 12) % ${isAlone ? 2 : 4}::int end
      where workspace_id = ${workspace.id} and plan_id = ${id}
    `.execute(tx)
  }
}

/** Steps that people tell of are done some days before or after their day; one plan in seventeen stops half way. */
async function workOnPlans(tx: Tx, workspace: FactWorkspace, { today }: Clock): Promise<void> {
  // What is done lets the next go on at once: a week has room for several steps.
  for (let round = 0; round < 4; round++) {
    const { numAffectedRows } = await sql`
      update plan_steps s set status = 'done', closed_how = case when s.role in ('csm', 'architect', 'support') then 'us' else 'customer' end,
        status_on = least(${today}::date, s.baseline_due_on + w.lag), took_days = greatest(1, s.days + w.lag / 3),
        closed_by = (select person_id from plan_people r where r.workspace_id = s.workspace_id and r.plan_id = s.plan_id and r.role = 'csm'),
        version = s.version + 1
      from (
        select p.id, p.workspace_id, get_byte(uuid_send(p.id), 14) % 17 = 0 as stops, case
          when get_byte(uuid_send(p.id), 15) % 10 < 7 then get_byte(uuid_send(p.id), 15) % 5 - 2
          else 4 + get_byte(uuid_send(p.id), 15) % 9 end as lag
        from plans p where p.workspace_id = ${workspace.id} and p.status = 'running'
      ) w
      where s.workspace_id = w.workspace_id and s.plan_id = w.id and s.status = 'open' and s.evidence <> 'facts'
        and s.baseline_due_on + w.lag <= ${today}::date and not (w.stops and s.position > 5)
        and not exists (
          select from plan_steps b where b.workspace_id = s.workspace_id and b.id = any(s.after) and b.status <> 'done'
        )
    `.execute(tx)
    if (!numAffectedRows) return
  }
}

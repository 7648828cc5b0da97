import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Start } from '#capabilities/plans/core/measures.ts'
import { ourRoles } from '#capabilities/plans/core/words.ts'
import { readByHand } from './byHand.ts'

/** A start with whose it is. */
export type AccountStart = Start & {
  planId: string
  account: { id: string; name: string }
  name: string
  /** The name of the step it stands at. */
  stepName: { ja: string; en: string } | null
}

type PlanRow = {
  id: string
  account_id: string
  account_name: string
  name: string
  status: 'running' | 'done' | 'stopped'
  kick_off_on: Day
  closed_on: Day | null
  first_value_on: Day | null
  touch_model: string | null
  segments: string[] | null
}

type StepRow = { plan_id: string; hours: number; last_on: Day | null; first: string | null }

/**
 * All starts of a workspace, of customers that are not archived; of `template` alone where it is said. What has not been
 * kicked off yet has not started. Each table is read once: joined, some thousand plans just imported took many seconds.
 */
export async function readStarts(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  { today, template }: { today: Day; template?: string | undefined },
): Promise<AccountStart[]> {
  const of = sql`p.workspace_id = ${workspace.id} and p.status <> 'removed' and p.kick_off_on <= ${today}
    and p.account_id not in (select id from accounts where workspace_id = ${workspace.id} and archived_at is not null)
    ${
      template
        ? sql`and p.template_id = any(array(
            select id from plan_templates where workspace_id = ${workspace.id} and key = ${template}))`
        : sql``
    }`
  const { rows: plans } = await sql<PlanRow>`
    select p.id, p.account_id, a.name as account_name, p.name, p.status, p.kick_off_on, p.closed_on,
      f."metric.first_value_on" as first_value_on, a.touch_model, f.segments
    from plans p join accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
      left join account_facts f on f.workspace_id = p.workspace_id and f.account_id = p.account_id
    where ${of} order by p.kick_off_on desc, p.id desc
  `.execute(tx)
  const { rows: steps } = await sql<StepRow>`
    select s.plan_id, coalesce(sum(s.effort_hours) filter (where s.status = 'done' and s.role = any(${[...ourRoles]})), 0) as hours,
      max(s.status_on) filter (where s.status = 'done') as last_on,
      (array_agg(s.id order by s.baseline_due_on, s.position) filter (where s.status in ('open', 'doing')))[1] as first
    from plan_steps s
    where s.workspace_id = ${workspace.id} and s.removed_at is null and s.plan_id in (select p.id from plans p where ${of})
    group by s.plan_id
  `.execute(tx)
  const { rows: firsts } = await sql<{ id: string; key: string; ja: string; en: string }>`
    select id, key, name_ja as ja, name_en as en from plan_steps
    where workspace_id = ${workspace.id} and id = any(${steps.flatMap(({ first }) => first ?? [])}::uuid[])
  `.execute(tx)
  const byHand = await readByHand(tx, workspace)
  const stepsOf = new Map(steps.map((row) => [row.plan_id, row]))
  const named = new Map(firsts.map((row) => [row.id, row]))
  return plans.map((plan): AccountStart => {
    const own = stepsOf.get(plan.id)
    const first = plan.status === 'done' || !own?.first ? undefined : named.get(own.first)
    const since = own?.last_on && own.last_on > plan.kick_off_on ? own.last_on : plan.kick_off_on
    return {
      planId: plan.id,
      account: { id: plan.account_id, name: plan.account_name },
      name: plan.name,
      startedOn: plan.kick_off_on,
      endedOn: plan.status === 'running' ? null : (plan.closed_on ?? plan.kick_off_on),
      outcome: plan.status,
      firstValueOn: plan.first_value_on,
      touchModel: plan.touch_model,
      segments: plan.segments ?? [],
      byHand: byHand.get(plan.id) ?? { steps: 0, touches: 0, ctas: 0 },
      ourHours: own?.hours ?? 0,
      standsAt: first ? { key: first.key, since } : null,
      stepName: first ? { ja: first.ja, en: first.en } : null,
    }
  })
}

import { sql } from 'kysely'
import type { Usual } from '#capabilities/plans/core/forecast.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What steps usually take, by template and step. */
export type Paces = ReadonlyMap<string, ReadonlyMap<string, Usual>>

export async function readPaces(tx: Tx, workspaceId: WorkspaceId): Promise<Paces> {
  const { rows } = await sql<{ template_key: string; step_key: string; plans: number; median_days: number }>`
    select template_key, step_key, plans, median_days from plan_paces where workspace_id = ${workspaceId}
  `.execute(tx)
  const byTemplate = Map.groupBy(rows, ({ template_key }) => template_key)
  return new Map(
    [...byTemplate].map(([key, steps]) => [
      key,
      new Map(steps.map(({ step_key, plans, median_days: days }) => [step_key, { plans, days }])),
    ]),
  )
}

/** Works out what steps took over all plans of a template, unless that was done today: once, before all accounts are computed. */
export async function workOutPaces(tx: Tx, workspaceId: WorkspaceId, today: Day): Promise<void> {
  const { rows } = await sql`
    select from plan_paces where workspace_id = ${workspaceId} and worked_out_on = ${today} limit 1
  `.execute(tx)
  if (rows.length > 0) return
  await sql`
    insert into plan_paces (workspace_id, template_key, step_key, plans, median_days, worked_out_on)
    select ${workspaceId}::uuid, t.key, s.key, count(*), percentile_cont(0.5) within group (order by s.took_days), ${today}::date
    from plan_steps s join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id and p.status <> 'removed'
      join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id
    where s.workspace_id = ${workspaceId} and s.took_days is not null and s.status = 'done' and s.removed_at is null
    group by t.key, s.key
    on conflict (workspace_id, template_key, step_key) do update set plans = excluded.plans,
      median_days = excluded.median_days, worked_out_on = excluded.worked_out_on
  `.execute(tx)
}

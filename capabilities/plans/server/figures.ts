import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { templateRoutes } from '#capabilities/plans/contract/templates.ts'

type Figures = z.input<NonNullable<(typeof templateRoutes.templateFigures)['~orpc']['outputSchema']>>

/** How the steps of a template's newest version went, over the plans of all its versions: where customers stumble. */
export async function readFigures(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Figures> {
  const { rows: steps } = await sql<Figures['steps'][number]>`
    with newest as (
      select definition from plan_templates where workspace_id = ${workspaceId} and key = ${key} order by version desc limit 1
    ), written as (
      select stage.value -> 'name' as stage, step.value as step, stage.place * 1000 + step.place as place
      from newest, jsonb_array_elements(definition -> 'stages') with ordinality as stage (value, place),
        jsonb_array_elements(stage.value -> 'steps') with ordinality as step (value, place)
    ), lived as (
      select s.key, s.status, s.closed_how, s.took_days, p.status = 'running' and p.held_up_by = s.id as late
      from plan_steps s join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id and p.status <> 'removed'
        join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id and t.key = ${key}
      where s.workspace_id = ${workspaceId} and s.removed_at is null
    )
    select w.step ->> 'key' as key, w.step -> 'name' as name, w.stage, count(l.key)::int as plans,
      count(*) filter (where l.status = 'done')::int as done, count(*) filter (where l.status = 'skipped')::int as skipped,
      count(*) filter (where l.late)::int as late, (w.step ->> 'days')::float8 as planned,
      percentile_cont(0.5) within group (order by l.took_days) as median,
      percentile_cont(0.9) within group (order by l.took_days) as slowest,
      count(*) filter (where l.closed_how = 'facts')::int as "byFacts"
    from written w left join lived l on l.key = w.step ->> 'key'
    group by w.place, w.step, w.stage order by w.place
  `.execute(tx)
  return { steps }
}

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import { type Call, refuse } from './call.ts'
import { readPlan } from './planRead.ts'
import { changed, lockPlan, told } from './told.ts'

type Input = z.output<NonNullable<(typeof plansContract.arrange)['~orpc']['inputSchema']>>

/**
 * Puts the stages of a plan, and its steps in them, into the order that is given: stages are renamed, added, moved and,
 * where they are left out, taken away. Every step stands in one of them, so that none is lost with its stage.
 */
export async function arrangePlan(tx: Tx, call: Call, { id, version, stages }: Input): Promise<PlanAnswer> {
  const plan = await lockPlan(tx, call, { id, version })
  const { workspaceId } = call.caller
  const placed = stages.flatMap(({ steps }) => steps)
  const known = new Set(plan.steps.map((step) => step.id))
  const isComplete = placed.length === known.size && new Set(placed).size === known.size
  if (!isComplete || placed.some((step) => !known.has(step))) throw refuse('stages', 'unknown_step')
  const ids = stages.map((stage) => stage.id)
  const { rows: foreign } = await sql`
    select from plan_stages where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and plan_id <> ${id}
  `.execute(tx)
  if (foreign.length > 0 || new Set(ids).size < ids.length) throw refuse('stages', 'unknown_stage')
  const before = plan.stages.map((stage) => ({
    name: stage.name.ja,
    steps: plan.steps.filter((step) => step.stage_id === stage.id).map((step) => step.id),
  }))
  const change = changed({ stages: before }, { stages: stages.map(({ name, steps }) => ({ name: name.ja, steps })) })
  if (!change && ids.every((one, at) => one === plan.stages[at]?.id)) return readPlan(tx, call, id)
  await sql`
    insert into plan_stages (workspace_id, id, plan_id, position, name_ja, name_en)
    select ${workspaceId}::uuid, stage.id, ${id}::uuid, stage.position, stage.ja, stage.en
    from jsonb_to_recordset(${JSON.stringify(stages.map((stage, position) => ({ id: stage.id, position, ...stage.name })))}::jsonb)
      as stage (id uuid, position int, ja text, en text)
    on conflict (workspace_id, id) do update set position = excluded.position, name_ja = excluded.name_ja, name_en = excluded.name_en
  `.execute(tx)
  const rows = stages.flatMap((stage) => stage.steps.map((step) => ({ step, stage: stage.id })))
  await sql`
    update plan_steps s set stage_id = row.stage, position = row.position
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, position) => ({ ...row, position })))}::jsonb)
      as row (step uuid, stage uuid, position int)
    where s.workspace_id = ${workspaceId} and s.id = row.step
  `.execute(tx)
  // Steps that were taken out can be brought back: they do not go with their stage.
  await sql`
    update plan_steps set stage_id = ${ids[0]!}
    where workspace_id = ${workspaceId} and plan_id = ${id} and stage_id <> all(${ids}::uuid[])
  `.execute(tx)
  await sql`
    delete from plan_stages where workspace_id = ${workspaceId} and plan_id = ${id} and id <> all(${ids}::uuid[])
  `.execute(tx)
  const names = (of: readonly { name: string }[]) => ({ stages: of.map(({ name }) => name) })
  return told(tx, call, id, {
    action: 'success_plan.arrange',
    before: names(before),
    after: names(stages.map(({ name }) => ({ name: name.ja }))),
  })
}

import { type RawBuilder, sql } from 'kysely'
import type { AskedStep, ContentHooks } from '#capabilities/content/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { theRecord } from './planRead.ts'
import { closeStep, holdPlan, seenStep } from './portal/doings.ts'
import { scopeOf } from './portal/scope.ts'
import { toldByGuest } from './portal/told.ts'
import { setStep } from './stepWrite.ts'

/** The steps of customers' running plans that name items of the library. */
export async function askedSteps(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: RawBuilder<string[]>,
): Promise<AskedStep[]> {
  const { rows } = await sql<AskedStep>`
    select p.account_id as "accountId", s.id as "stepId", named.key, p.name as plan,
      jsonb_build_object('ja', s.name_ja, 'en', s.name_en) as step, s.status in ('done', 'skipped') as "isOver"
    from plans p join plan_steps s on s.workspace_id = p.workspace_id and s.plan_id = p.id, unnest(s.content) as named (key)
    where p.workspace_id = ${workspaceId} and p.account_id = any(${accounts}) and p.status = 'running'
      and s.content <> '{}' and s.removed_at is null
    order by p.kick_off_on, p.id, s.position
  `.execute(tx)
  return rows
}

/** The items of a step of the guest's own plan, if they see the step. */
export const seenByGuest: ContentHooks['seenByGuest'] = async (tx, call, stepId) => {
  const scope = await scopeOf(tx, call)
  const caller = { workspaceId: scope.workspace.id }
  const plan = await theRecord(tx, { caller }, scope.planId)
  return seenStep({ scope, plan }, stepId).content
}

/** One of ours wrote down a whole sheet: a step that it closes ends. */
export const sent: ContentHooks['sent'] = async (tx, call, { stepId }) => {
  const { rows } = await sql<{ version: number }>`
    select s.version from plan_steps s join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id
    where s.workspace_id = ${call.caller.workspaceId} and s.id = ${stepId} and s.evidence = 'form'
      and s.status in ('open', 'doing') and p.status = 'running'
  `.execute(tx)
  if (!rows[0]) return
  await setStep(tx, call, { id: stepId, version: rows[0].version, state: { is: 'done', on: call.today(), by: 'us' } })
}

/** A guest sent a whole sheet: a step that it closes ends, and the timeline tells of it. */
export const sentByGuest: ContentHooks['sentByGuest'] = async (tx, call, { stepId, title }) => {
  const held = await holdPlan(tx, call)
  const row = seenStep(held, stepId)
  const { scope, plan } = held
  const closes =
    row.evidence === 'form' && (row.status === 'open' || row.status === 'doing') && plan.status === 'running'
  if (closes) await closeStep(tx, call, held, row, true)
  const titled = title[scope.workspace.locale] || title.ja || title.en
  await toldByGuest(tx, call, scope, {
    action: closes ? 'plan_step.finish' : 'plan_step.answer',
    subject: stepId,
    before: { name: row.name_ja, status: row.status },
    after: { name: row.name_ja, status: closes ? 'done' : row.status },
    title: (words) => words.answered(titled),
  })
}

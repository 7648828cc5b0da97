import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Shared } from '#capabilities/plans/contract/share.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { type Call, refuse } from '../call.ts'
import { theRecord } from '../planRead.ts'
import { toldShared } from './share.ts'

type Given = { id: string; questionId: string | null; stepId: string | null; body: string }

/** Answers a question, which is then no longer open, or writes to the customer about a step or the plan. */
export async function answer(tx: Tx, call: Call, { id, questionId, stepId, body }: Given): Promise<Shared> {
  const plan = await theRecord(tx, call, id)
  const { workspaceId, personId } = call.caller
  if (stepId !== null && !plan.steps.some((step) => step.id === stepId)) throw refuse('stepId', 'unknown_step')
  if (questionId !== null) {
    const { rows } = await sql`
      update plan_comments set answered_at = coalesce(answered_at, ${call.now()})
      where workspace_id = ${workspaceId} and plan_id = ${id} and id = ${questionId} and question_id is null returning id
    `.execute(tx)
    if (rows.length === 0) throw refuse('questionId', 'unknown_question')
  }
  const comment = call.newId<string>()
  await sql`
    insert into plan_comments (workspace_id, id, plan_id, step_id, question_id, person_id, body, at)
    values (${workspaceId}, ${comment}, ${id}, ${stepId}, ${questionId}, ${personId}, ${body}, ${call.now()})
  `.execute(tx)
  await markDirty(tx, workspaceId, [plan.account_id])
  const action = questionId === null ? 'plan_question.write' : 'plan_question.answer'
  return toldShared(tx, call, plan, { action, subject: comment, after: { body } })
}

/** Marks a question as answered without a word (by telephone), or as open again. */
export async function setAnswered(
  tx: Tx,
  call: Call,
  { id, answered }: { id: string; answered: boolean },
): Promise<Shared> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ plan_id: string }>`
    update plan_comments set answered_at = ${answered ? call.now() : null}
    where workspace_id = ${workspaceId} and id = ${id} and contact_id is not null and question_id is null
    returning plan_id
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const plan = await theRecord(tx, call, rows[0].plan_id)
  await markDirty(tx, workspaceId, [plan.account_id])
  const [before, after] = [{ answered: !answered }, { answered }]
  return toldShared(tx, call, plan, { action: 'plan_question.update', subject: id, before, after })
}

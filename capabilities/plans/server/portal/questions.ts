import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import { refuse } from '../call.ts'
import { holdPlan, seenStep } from './doings.ts'
import { type GuestCall, within } from './scope.ts'
import { toldByGuest } from './told.ts'

/** No plan has more questions than somebody could answer. */
const mostQuestions = 500

/** Asks about a step, or about the plan as a whole; our people see it at once. */
export async function ask(
  tx: Tx,
  call: GuestCall,
  { stepId, body }: { stepId: string | null; body: string },
): Promise<void> {
  const held = await holdPlan(tx, call)
  const row = stepId === null ? null : seenStep(held, stepId)
  const { scope } = held
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from plan_comments m where ${within(scope, 'm')}
  `.execute(tx)
  if (rows[0]!.n >= mostQuestions) throw refuse('body', 'too_many')
  const id = call.newId<string>()
  await sql`
    insert into plan_comments (workspace_id, id, plan_id, step_id, contact_id, body, at)
    values (${scope.workspace.id}, ${id}, ${scope.planId}, ${stepId}, ${call.guest.contactId}, ${body}, ${call.now()})
  `.execute(tx)
  const about = row === null ? null : scope.workspace.locale === 'en' ? row.name_en : row.name_ja
  await toldByGuest(tx, call, scope, {
    action: 'plan_question.create',
    subject: id,
    before: null,
    after: { ...(row ? { name: row.name_ja } : {}), question: body },
    title: (words) => words.asked(about),
    body,
  })
}

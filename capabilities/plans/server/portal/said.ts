import { sql } from 'kysely'
import type { PlanFile, Thread } from '#capabilities/plans/contract/portal.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Scope, within } from './scope.ts'

type Of = Pick<Scope, 'workspace' | 'planId'>

type CommentRow = {
  id: string
  step_id: string | null
  question_id: string | null
  contact_id: string | null
  name: string | null
  body: string
  at: Date
  answered_at: Date | null
}

/** A question or a word of ours with what was answered, and who began it. */
export type Known<Shown> = Shown & { contactId: string | null }

const nameOf = sql`coalesce(
  (select k.name from contacts k where k.workspace_id = m.workspace_id and k.id = m.contact_id),
  (select p.name from people p where p.workspace_id = m.workspace_id and p.id = m.person_id))`

const who = ({ contact_id, name }: Pick<CommentRow, 'contact_id' | 'name'>) => ({
  name: name ?? '',
  side: contact_id === null ? ('ours' as const) : ('theirs' as const),
})

/** What was asked and answered about a plan, the oldest first. */
export async function readThreads(tx: Tx, of: Of): Promise<Known<Thread>[]> {
  const { rows } = await sql<CommentRow>`
    select m.id, m.step_id, m.question_id, m.contact_id, ${nameOf} as name, m.body, m.at, m.answered_at
    from plan_comments m where ${within(of, 'm')} order by m.at, m.id limit 1000
  `.execute(tx)
  const said = (row: CommentRow) => ({ id: row.id, by: who(row), body: row.body, at: row.at.toISOString() })
  const replies = Map.groupBy(rows, ({ question_id }) => question_id)
  return (replies.get(null) ?? []).map((row) => ({
    ...said(row),
    contactId: row.contact_id,
    stepId: row.step_id,
    answeredAt: row.answered_at?.toISOString() ?? null,
    replies: (replies.get(row.id) ?? []).map(said),
  }))
}

/** The files of a plan, the newest first. */
export async function readFiles(tx: Tx, of: Of): Promise<Known<PlanFile>[]> {
  const { rows } = await sql<CommentRow & { file: string; size: number }>`
    select m.id, m.step_id, m.contact_id, ${nameOf} as name, m.name as file, m.size::float8 as size, m.at
    from plan_files m where ${within(of, 'm')} order by m.at desc, m.id desc
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    contactId: row.contact_id,
    stepId: row.step_id,
    name: row.file,
    size: row.size,
    by: who(row),
    at: row.at.toISOString(),
  }))
}

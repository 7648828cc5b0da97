import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { surveyAnswerSchema } from '../contract.ts'
import type { activitySchema } from '../contract/activity.ts'
import type { inquirySchema } from '../contract/inquiry.ts'

export type Activity = z.infer<typeof activitySchema>
export type Inquiry = z.infer<typeof inquirySchema>
export type SurveyAnswer = z.infer<typeof surveyAnswerSchema>

/** Columns that are instants, as the driver gives them. */
type Raw<Row, Instants extends keyof Row> = Omit<Row, Instants> & Record<Instants, Date | null>

const iso = (at: Date | null) => at?.toISOString() ?? null

/** The contact of an inquiry or an answer, with the name it has now. */
const contact = (of: string) => sql`
  (select jsonb_build_object('id', c.id, 'name', c.name) from contacts c
    where c.workspace_id = ${sql.ref(`${of}.workspace_id`)} and c.id = ${sql.ref(`${of}.contact_id`)}) as contact`

/** Activities as the contract shows them; `where` names the table `a`. */
export async function readActivities(tx: Tx, where: RawBuilder<unknown>): Promise<Activity[]> {
  const { rows } = await sql<Raw<Activity, 'at' | 'archivedAt' | 'updatedAt'>>`
    select a.id, a.account_id as "accountId", a.version, a.kind, a.at, a.author_id as "authorId",
      (select name from people p where p.workspace_id = a.workspace_id and p.id = a.author_id) as "authorName",
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name, c.id), '[]') from contacts c
        where c.workspace_id = a.workspace_id and c.id = any(a.contact_ids)) as contacts,
      a.direction, a.title, a.body, a.source, a.archived_at as "archivedAt", a.updated_at as "updatedAt"
    from activities a where ${where}
  `.execute(tx)
  return rows.map((row) => ({
    ...row,
    at: row.at!.toISOString(),
    archivedAt: iso(row.archivedAt),
    updatedAt: row.updatedAt!.toISOString(),
  }))
}

/** Inquiries as the contract shows them; `where` names the table `q`. */
export async function readInquiries(tx: Tx, where: RawBuilder<unknown>): Promise<Inquiry[]> {
  type Row = Raw<Inquiry, 'openedAt' | 'firstAnsweredAt' | 'solvedAt' | 'archivedAt' | 'updatedAt'>
  const { rows } = await sql<Row>`
    select q.id, q.account_id as "accountId", q.version, q.external_id as "externalId", q.subject, q.body, q.topic, q.severity,
      ${contact('q')}, q.opened_at as "openedAt", q.first_answered_at as "firstAnsweredAt", q.solved_at as "solvedAt",
      q.satisfaction, q.escalated, q.archived_at as "archivedAt", q.updated_at as "updatedAt"
    from inquiries q where ${where}
  `.execute(tx)
  return rows.map((row) => ({
    ...row,
    openedAt: row.openedAt!.toISOString(),
    firstAnsweredAt: iso(row.firstAnsweredAt),
    solvedAt: iso(row.solvedAt),
    archivedAt: iso(row.archivedAt),
    updatedAt: row.updatedAt!.toISOString(),
  }))
}

/** Answers to surveys as the contract shows them; `where` names the table `s`. */
export async function readSurveyAnswers(tx: Tx, where: RawBuilder<unknown>): Promise<SurveyAnswer[]> {
  const { rows } = await sql<Raw<SurveyAnswer, 'answeredAt'>>`
    select s.id, s.account_id as "accountId", ${contact('s')}, s.kind, s.score, s.comment, s.answered_at as "answeredAt",
      s.external_id as "externalId"
    from survey_answers s where ${where}
  `.execute(tx)
  return rows.map((row) => ({ ...row, answeredAt: row.answeredAt!.toISOString() }))
}

import { sql } from 'kysely'
import { theAccount } from '#capabilities/accounts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import { surveyIssues } from '../core/rules.ts'
import type { SurveyKind } from '../core/words.ts'
import { type Call, wrote } from './call.ts'
import { strangerIssues } from './inquiryWrite.ts'
import { readSurveyAnswers, type SurveyAnswer } from './read.ts'

type Given = {
  kind: SurveyKind
  score: number
  comment?: string | null | undefined
  contactId?: string | null | undefined
  answeredAt?: string | undefined
  externalId?: string | null | undefined
}

/** Writes down an answer to a survey; given now, unless told when. */
export async function createAnswer(tx: Tx, call: Call, account: AccountId, given: Given): Promise<SurveyAnswer> {
  await theAccount(tx, account)
  const issues: Issue[] = surveyIssues(given.kind, given.score)
  if (given.contactId) issues.push(...(await strangerIssues(tx, account, given.contactId)))
  if (given.externalId) {
    const { rows } = await sql`select from survey_answers where external_id = ${given.externalId}`.execute(tx)
    if (rows.length > 0) issues.push({ field: 'externalId', value: given.externalId, rule: 'external_id_taken' })
  }
  if (issues.length > 0) throw refused(issues)
  const id = call.newId()
  await sql`
    insert into survey_answers (workspace_id, id, account_id, contact_id, kind, score, comment, answered_at, external_id)
    values (${call.caller.workspaceId}, ${id}, ${account}, ${given.contactId ?? null}, ${given.kind}, ${given.score},
      ${given.comment || null}, ${given.answeredAt ?? call.now()}, ${given.externalId || null})
  `.execute(tx)
  const [answer] = await readSurveyAnswers(tx, sql`s.id = ${id}`)
  await wrote(tx, call, { account, action: 'survey_answer.create', id, after: given })
  return answer!
}

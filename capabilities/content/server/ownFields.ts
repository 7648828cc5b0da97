import { sql } from 'kysely'
import type { Author } from '#capabilities/access/server/index.ts'
import { lockOwnFields, readFields, writeOwnFields } from '#capabilities/accounts/server/index.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Answers, Question } from '#capabilities/content/core/form.ts'
import { fieldFor, goesIn, isFromSheet, isSame, type Standing } from '#capabilities/content/core/ownField.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { refuse } from './call.ts'

type Written = { field: string; value: FactValue; before: FactValue; takenBack: boolean }
type Place = { workspaceId: WorkspaceId; accountId: AccountId }
type Sheet = { id: string; answers: Answers }
export type Writing = Place & { by: Author; at: Date }

async function readWritten(tx: Tx, { workspaceId, accountId }: Place): Promise<Map<string, Written>> {
  const { rows } = await sql<Written>`
    select field, value, before, taken_back as "takenBack" from content_field_values
    where workspace_id = ${workspaceId} and account_id = ${accountId}
  `.execute(tx)
  return new Map(rows.map((row) => [row.field, row]))
}

/** The answers of a sheet that fit into a field, each with what stands there. */
async function standings(tx: Tx, place: Place, questions: readonly Question[], { answers }: Sheet) {
  if (!questions.some(({ field }) => field !== undefined)) return []
  const [fields, written] = [await readFields(tx, { subject: 'account' }), await readWritten(tx, place)]
  const values = await lockOwnFields(tx, place.accountId)
  return questions.flatMap((question) => {
    const answer = answers[question.key]
    const field = fieldFor(question, answer, fields)
    if (!field) return []
    const standing: Standing = { now: values[field.key] ?? null, written: written.get(field.key) ?? null }
    return [
      { question: question.key, field, answer: answer!, before: written.get(field.key)?.before ?? null, ...standing },
    ]
  })
}

/** Puts the answers of a whole sheet into the fields they are for. Answers whether any went in. */
export async function fillFields(
  tx: Tx,
  writing: Writing,
  questions: readonly Question[],
  sheet: Sheet,
): Promise<boolean> {
  const going = (await standings(tx, writing, questions, sheet)).filter((one) => goesIn(one.answer, one))
  for (const { field, answer, now } of going) await put(tx, writing, sheet, field.key, answer, now)
  return going.length > 0
}

/** Puts one answer into its field and keeps what stood there. */
async function put(tx: Tx, writing: Writing, sheet: Sheet, field: string, answer: FactValue, before: FactValue) {
  const { workspaceId, accountId, at } = writing
  await write(tx, writing, { [field]: answer })
  await sql`
    insert into public.content_field_values (workspace_id, account_id, field, sheet_id, value, before, at)
    values (${workspaceId}, ${accountId}, ${field}, ${sheet.id}, ${JSON.stringify(answer)}::jsonb,
      ${JSON.stringify(before)}::jsonb, ${at})
    on conflict (workspace_id, account_id, field) do update set sheet_id = excluded.sheet_id, value = excluded.value,
      before = excluded.before, taken_back = false, at = excluded.at
  `.execute(tx)
}

const write = (tx: Tx, { by, at, accountId }: Writing, values: Record<string, FactValue>) =>
  writeOwnFields(
    tx,
    { caller: by, now: () => at, ...('contactId' in by ? { origin: 'portal' } : {}) },
    accountId,
    values,
  )

/** How the answers of a sheet stand beside the fields they are for. */
export async function fieldsOf(tx: Tx, place: Place, questions: readonly Question[], sheet: Sheet) {
  return (await standings(tx, place, questions, sheet)).map(({ question, field, answer, now, written }) => ({
    question,
    sheetId: sheet.id,
    label: { ja: field.labelJa, en: field.labelEn },
    now: typeof now === 'object' && now !== null ? [...now] : now,
    isTaken: isSame(now, answer),
    mayTakeBack: isFromSheet({ now, written }),
  }))
}

/** Puts an answer into its field whatever stands there, or puts back what stood there before it. */
export async function takeAnswer(
  tx: Tx,
  writing: Writing,
  questions: readonly Question[],
  { sheet, question, taken }: { sheet: Sheet; question: string; taken: boolean },
): Promise<void> {
  const one = (await standings(tx, writing, questions, sheet)).find((each) => each.question === question)
  if (!one) throw notFound()
  const { field, answer, now, before } = one
  if (taken) return isSame(now, answer) ? undefined : put(tx, writing, sheet, field.key, answer, now)
  if (!isFromSheet(one)) throw refuse('taken', 'not_from_sheet')
  await write(tx, writing, { [field.key]: before })
  await sql`
    update content_field_values set taken_back = true, at = ${writing.at}
    where workspace_id = ${writing.workspaceId} and account_id = ${writing.accountId} and field = ${field.key}
  `.execute(tx)
}

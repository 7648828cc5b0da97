import { sql } from 'kysely'
import { type Author, recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { type Answers, answersTo, flawsOfAnswers, type Question } from '#capabilities/content/core/form.ts'
import type { Definition } from '#capabilities/content/core/item.ts'
import { refuse } from './call.ts'
import { fillFields } from './ownFields.ts'
import { type ItemRecord, readItems } from './record.ts'

/** A hearing sheet as it is shown now, with its questions. */
export type Form = { item: ItemRecord; version: number; title: Definition['title']; questions: Question[] }

/** The published hearing sheet with a key. */
export async function theForm(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Form> {
  const [item] = await readItems(tx, workspaceId, sql`i.key = ${key}`)
  if (!item?.published || item.version === null) throw notFound()
  const { body, title } = item.published
  if (body.format !== 'form') throw refuse('key', 'no_form')
  return { item, version: item.version, title, questions: body.questions }
}

/** Whose sheet it is: of which customer, for which step, by whom. One of ours may write down what they were told. */
export type Sheet = {
  workspaceId: WorkspaceId
  accountId: AccountId
  stepId: string | null
  contactId: string | null
  personId: string | null
}

type Stored = { id: string; answers: Answers; sent_at: Date | null; closed_at: Date | null; version: number }

/** A sheet as it was left; undefined where nobody has begun it. */
export async function findSheet(tx: Tx, key: string, sheet: Omit<Sheet, 'personId'>): Promise<Stored | undefined> {
  const { workspaceId, accountId, stepId, contactId } = sheet
  const { rows } = await sql<Stored>`
    select id, answers, sent_at, closed_at, version from content_sheets
    where workspace_id = ${workspaceId} and account_id = ${accountId} and key = ${key}
      and step_id is not distinct from ${stepId}::uuid and contact_id is not distinct from ${contactId}::uuid
  `.execute(tx)
  return rows[0]
}

type Given = { form: Form; sheet: Sheet; answers: Answers; send: boolean; id: string; at: Date; by: Author }

/**
 * Keeps answers, half-way or complete, and logs them; those of a complete sheet go into the fields they are for. Tells
 * whether the sheet has become complete by it, and whether the customer's own fields changed. What was closed is changed
 * no longer.
 */
export async function keepSheet(
  tx: Tx,
  { form, sheet, answers, send, id, at, by }: Given,
): Promise<{ isNew: boolean; filled: boolean }> {
  const { workspaceId, accountId, stepId, contactId, personId } = sheet
  const { key } = form.item
  // Two who answer the same sheet at once: the second finds what the first has kept.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sheet ${accountId} ${key} ${stepId} ${contactId}`}, 0))`.execute(
    tx,
  )
  const known = await findSheet(tx, key, sheet)
  if (known?.closed_at) throw refuse('answers', 'closed')
  const flaws = flawsOfAnswers(form.questions, answers, send || known?.sent_at != null)
  if (flaws.length > 0) throw refused(flaws.map((one) => ({ field: one.key, rule: `content.${one.flaw}` })))
  const kept = answersTo(form.questions, answers)
  const sentAt = known?.sent_at ?? (send ? at : null)
  await sql`
    insert into content_sheets (workspace_id, id, account_id, key, item_version, step_id, contact_id, person_id, answers,
      sent_at, created_at, updated_at)
    values (${workspaceId}, ${known?.id ?? id}, ${accountId}, ${key}, ${form.version}, ${stepId}, ${contactId}, ${personId},
      ${JSON.stringify(kept)}::jsonb, ${sentAt}, ${at}, ${at})
    on conflict (workspace_id, id) do update set answers = excluded.answers, item_version = excluded.item_version,
      person_id = excluded.person_id, sent_at = excluded.sent_at, updated_at = excluded.updated_at,
      version = content_sheets.version + 1
  `.execute(tx)
  const changed = form.questions.filter(
    (question) => JSON.stringify(known?.answers[question.key]) !== JSON.stringify(kept[question.key]),
  )
  const told = (of: Answers) =>
    Object.fromEntries(changed.map(({ key: name, label }) => [label.ja || label.en, of[name] ?? null]))
  await recordChange(tx, {
    by,
    action: send ? 'hearing.answer' : 'hearing.edit',
    subjectId: known?.id ?? id,
    accountId,
    before: known ? told(known.answers) : null,
    after: { title: form.title.ja || form.title.en, ...told(kept) },
    ...('contactId' in by ? { origin: 'portal' } : {}),
  })
  await markDirty(tx, workspaceId, [accountId])
  const writing = { workspaceId, accountId, by, at }
  const filled =
    sentAt !== null && (await fillFields(tx, writing, form.questions, { id: known?.id ?? id, answers: kept }))
  return { isNew: send && known?.sent_at == null, filled }
}

import { sql } from 'kysely'
import type { z } from 'zod'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { HearingForm, HearingsAnswer, SheetAnswer, sheetRoutes } from '#capabilities/content/contract/sheets.ts'
import { answeredCount, type Answers, contradictions } from '#capabilities/content/core/form.ts'
import { type Call, refuse, told } from './call.ts'
import type { AskedStep, ContentHooks } from './hooks.ts'
import { fieldsOf, takeAnswer } from './ownFields.ts'
import { type ItemRecord, readItems } from './record.ts'
import { keepSheet, theForm } from './sheetWrite.ts'

type Input<Route extends keyof typeof sheetRoutes> = z.output<
  NonNullable<(typeof sheetRoutes)[Route]['~orpc']['inputSchema']>
>

type SheetRow = {
  id: string
  version: number
  key: string
  step_id: string | null
  contact_id: string | null
  contact_name: string | null
  person_id: string | null
  person_name: string | null
  answers: Answers
  sent_at: Date | null
  closed_at: Date | null
  updated_at: Date
}

async function readSheets(tx: Tx, workspaceId: WorkspaceId, accountId: AccountId): Promise<SheetRow[]> {
  const { rows } = await sql<SheetRow>`
    select s.id, s.version, s.key, s.step_id, s.contact_id, c.name as contact_name, s.person_id, p.name as person_name,
      s.answers, s.sent_at, s.closed_at, s.updated_at
    from content_sheets s
      left join contacts c on c.workspace_id = s.workspace_id and c.id = s.contact_id
      left join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    where s.workspace_id = ${workspaceId} and s.account_id = ${accountId} order by s.created_at, s.id
  `.execute(tx)
  return rows
}

/** The hearing sheets that a customer is asked for or has answered, and those that could be answered besides. */
export async function readHearings(
  tx: Tx,
  { caller }: Pick<Call, 'caller'>,
  hooks: ContentHooks,
  accountId: AccountId,
): Promise<HearingsAnswer> {
  const { workspaceId } = caller
  const { rows } = await sql`select from accounts where workspace_id = ${workspaceId} and id = ${accountId}`.execute(tx)
  if (rows.length === 0) throw notFound()
  const items = await readItems(tx, workspaceId, sql`v.definition -> 'body' ->> 'format' = 'form'`)
  const steps = await hooks.stepsOf(tx, workspaceId, idArray([accountId]))
  const sheets = await readSheets(tx, workspaceId, accountId)
  const isHere = ({ key }: ItemRecord) => [...steps, ...sheets].some((one) => one.key === key)
  const place = { workspaceId, accountId }
  const forms: HearingForm[] = []
  for (const item of items.filter(isHere)) {
    const own = newestSent(sheets, item.key)
    const fields = own ? await fieldsOf(tx, place, questionsOf(item), own) : []
    forms.push({ ...presentForm(item, steps, sheets), fields })
  }
  const others = items.filter((item) => !isHere(item) && item.status === 'published')
  const asked = forms.reduce((sum, { questions }) => sum + questions.length, 0)
  const answered = forms.reduce((sum, form) => sum + form.answered, 0)
  const lastAt = sheets.reduce<Date | null>(
    (last, { updated_at }) => (last && last > updated_at ? last : updated_at),
    null,
  )
  return {
    forms,
    others: others.map((item) => ({
      id: item.id,
      key: item.key,
      title: item.published!.title,
      questions: questionsOf(item),
    })),
    percent: asked === 0 ? null : Math.round((100 * answered) / asked),
    lastAt: lastAt?.toISOString() ?? null,
  }
}

function questionsOf({ published }: ItemRecord) {
  return published?.body.format === 'form' ? published.body.questions : []
}

/** Of the sheets of a form the one that was answered last, of those that are complete: its word counts. */
const newestSent = (sheets: readonly SheetRow[], key: string): SheetRow | undefined =>
  sheets
    .filter((one) => one.key === key && one.sent_at !== null)
    .toSorted((a, b) => b.updated_at.getTime() - a.updated_at.getTime())[0]

function presentForm(
  item: ItemRecord,
  steps: readonly AskedStep[],
  sheets: readonly SheetRow[],
): Omit<HearingForm, 'fields'> {
  const questions = questionsOf(item)
  const own = sheets.filter(({ key }) => key === item.key)
  const given = own.map(({ answers }) => answers)
  return {
    id: item.id,
    key: item.key,
    title: item.published!.title,
    questions,
    steps: steps
      .filter(({ key }) => key === item.key)
      .map(({ stepId, plan, step, isOver }) => ({ id: stepId, plan, name: step, isOver })),
    sheets: own.map(presentSheet),
    answered: answeredCount(questions, given),
    contradictions: contradictions(questions, given),
  }
}

function presentSheet(row: SheetRow): SheetAnswer {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
  return {
    id: row.id,
    version: row.version,
    stepId: row.step_id,
    contact: named(row.contact_id, row.contact_name),
    person: named(row.person_id, row.person_name),
    answers: row.answers,
    sentAt: row.sent_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Writes down what somebody at a customer answered; a step that waits for the sheet is closed by it. */
export async function writeSheet(tx: Tx, call: Call, hooks: ContentHooks, given: Input<'answer'>): Promise<void> {
  const { workspaceId, personId } = call.caller
  const { id: account, key, stepId, contactId, answers, send } = given
  const accountId = account as AccountId
  const form = await theForm(tx, workspaceId, key)
  const steps = await hooks.stepsOf(tx, workspaceId, idArray([accountId]))
  if (stepId !== null && !steps.some((step) => step.stepId === stepId && step.key === key)) throw notFound()
  const { rows } = await sql`
    select from accounts a left join contacts c on c.workspace_id = a.workspace_id and c.account_id = a.id
      and c.id = ${contactId}::uuid
    where a.workspace_id = ${workspaceId} and a.id = ${accountId} and (${contactId}::uuid is null or c.id is not null)
  `.execute(tx)
  if (rows.length === 0) throw refuse('contactId', 'unknown_contact')
  const sheet = { workspaceId, accountId, stepId, contactId, personId }
  const at = call.now()
  const id = call.newId<string>()
  const { isNew, filled } = await keepSheet(tx, { form, sheet, answers, send, id, at, by: call.caller })
  if (filled) await call.live.publish(workspaceId, { topic: 'account', ids: [accountId] }, tx)
  if (isNew && stepId !== null) await hooks.sent(tx, call, { stepId, title: form.title })
  await call.live.publish(workspaceId, { topic: 'content', ids: [accountId] }, tx)
}

/** Lets the answers of a sheet be changed no longer, or again. */
export async function closeSheet(tx: Tx, call: Call, { id, closed }: Input<'closeSheet'>): Promise<AccountId> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ account_id: AccountId }>`
    update content_sheets set closed_at = ${closed ? call.now() : null}, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id} returning account_id
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const accountId = rows[0].account_id
  const change = { before: { closed: !closed }, after: { closed } }
  await told(tx, call, { action: closed ? 'hearing.close' : 'hearing.reopen', id, accountId, ...change })
  return accountId
}

/** Puts an answer of the sheet that counts into its field, or takes it back. */
export async function setTaken(tx: Tx, call: Call, given: Input<'takeAnswer'>): Promise<void> {
  const { workspaceId } = call.caller
  const accountId = given.id as AccountId
  const { questions } = await theForm(tx, workspaceId, given.key)
  const sheet = newestSent(await readSheets(tx, workspaceId, accountId), given.key)
  if (!sheet) throw notFound()
  const writing = { workspaceId, accountId, by: call.caller, at: call.now() }
  await takeAnswer(tx, writing, questions, { sheet, question: given.question, taken: given.taken })
  await call.live.publish(workspaceId, { topic: 'account', ids: [accountId] }, tx)
}

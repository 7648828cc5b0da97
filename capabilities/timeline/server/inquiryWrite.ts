import { sql } from 'kysely'
import type { z } from 'zod'
import { theAccount } from '#capabilities/accounts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId, InquiryId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { inquiryChangeSchema } from '../contract/inquiry.ts'
import { readPosition, writePosition } from '../core/position.ts'
import { inquiryIssues } from '../core/rules.ts'
import { type Call, wrote } from './call.ts'
import { type Inquiry, readInquiries } from './read.ts'

type Change = z.output<typeof inquiryChangeSchema>
type State = Omit<Required<Change>, never> & { openedAt: string }

/** One inquiry, archived or not, or the answer that it is not there. */
export async function theInquiry(tx: Tx, id: InquiryId): Promise<Inquiry> {
  const [inquiry] = await readInquiries(tx, sql`q.id = ${id}`)
  if (!inquiry) throw notFound()
  return inquiry
}

type Asked = { account: AccountId; limit: number; cursor?: string | undefined; state: 'all' | 'open' | 'solved' }

/** A page of the inquiries of an account, latest first. */
export async function listInquiries(tx: Tx, asked: Asked): Promise<{ rows: Inquiry[]; next: string | null }> {
  const after = asked.cursor === undefined ? null : readPosition(asked.cursor)
  if (asked.cursor !== undefined && !after) throw refused([{ field: 'cursor', rule: 'unknown_cursor' }])
  const state = { all: sql``, open: sql`and q.solved_at is null`, solved: sql`and q.solved_at is not null` }[
    asked.state
  ]
  const rows = await readInquiries(
    tx,
    sql`q.account_id = ${asked.account} and q.archived_at is null ${state}
      ${after ? sql`and (q.opened_at, q.id) < (timestamptz 'epoch' + ${after.at} * interval '1 microsecond', ${after.id}::uuid)` : sql``}
      order by q.opened_at desc, q.id desc limit ${asked.limit + 1}`,
  )
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  const more = rows.length > shown.length && last !== undefined
  return { rows: shown, next: more ? writePosition({ at: Date.parse(last.openedAt) * 1000, id: last.id }) : null }
}

/** Writes down an inquiry; opened now, unless told when. */
export async function createInquiry(
  tx: Tx,
  call: Call,
  account: AccountId,
  given: Change & { subject: string },
): Promise<Inquiry> {
  await theAccount(tx, account)
  const blank = {
    body: '',
    topic: null,
    severity: null,
    contactId: null,
    externalId: null,
    firstAnsweredAt: null,
    solvedAt: null,
    satisfaction: null,
    escalated: false,
  }
  const state: State = { ...blank, openedAt: call.now().toISOString(), ...given } as State
  await refuseWrong(tx, account, null, state)
  const id = call.newId<InquiryId>()
  await sql`
    insert into inquiries (workspace_id, id, account_id, contact_id, external_id, subject, body, topic, severity, opened_at,
      first_answered_at, solved_at, satisfaction, escalated)
    values (${call.caller.workspaceId}, ${id}, ${account}, ${state.contactId}, ${state.externalId || null}, ${state.subject},
      ${state.body}, ${state.topic || null}, ${state.severity}, ${state.openedAt}, ${state.firstAnsweredAt}, ${state.solvedAt},
      ${state.satisfaction}, ${state.escalated})
  `.execute(tx)
  await wrote(tx, call, { account, action: 'inquiry.create', id, after: state })
  return theInquiry(tx, id)
}

/** Changes an inquiry that is still at `version`; tells how to take the change back. */
export async function updateInquiry(
  tx: Tx,
  call: Call,
  { id, version, ...change }: Change & { id: InquiryId; version: number },
): Promise<{ inquiry: Inquiry; undo: Change & { version: number } }> {
  const before = await locked(tx, id)
  if (before.version !== version) throw changedMeanwhile(before.version)
  const account = before.accountId as AccountId
  const state = kept(before)
  const after: State = { ...state, ...change } as State
  await refuseWrong(tx, account, id, after)
  await sql`
    update inquiries set version = version + 1, updated_at = ${call.now()}, contact_id = ${after.contactId},
      external_id = ${after.externalId || null}, subject = ${after.subject}, body = ${after.body}, topic = ${after.topic || null},
      severity = ${after.severity}, opened_at = ${after.openedAt}, first_answered_at = ${after.firstAnsweredAt},
      solved_at = ${after.solvedAt}, satisfaction = ${after.satisfaction}, escalated = ${after.escalated}
    where id = ${id}
  `.execute(tx)
  const keys = Object.keys(change) as (keyof State)[]
  const pick = (of: State) => Object.fromEntries(keys.map((key) => [key, of[key]]))
  await wrote(tx, call, { account, action: 'inquiry.update', id, before: pick(state), after: pick(after) })
  return { inquiry: await theInquiry(tx, id), undo: { ...pick(state), version: version + 1 } }
}

/** Archives an inquiry or brings it back. Doing it twice is doing it once. */
export async function setInquiryArchived(tx: Tx, call: Call, id: InquiryId, archived: boolean): Promise<Inquiry> {
  const before = await locked(tx, id)
  if ((before.archivedAt !== null) === archived) return before
  await sql`
    update inquiries set version = version + 1, updated_at = ${call.now()}, archived_at = ${archived ? call.now() : null}
    where id = ${id}
  `.execute(tx)
  const action = archived ? 'inquiry.archive' : 'inquiry.restore'
  await wrote(tx, call, { account: before.accountId as AccountId, action, id })
  return theInquiry(tx, id)
}

async function locked(tx: Tx, id: InquiryId): Promise<Inquiry> {
  await sql`select from inquiries where id = ${id} for update`.execute(tx)
  return theInquiry(tx, id)
}

/** What a person wrote of an inquiry, as a change would write it. */
function kept(inquiry: Inquiry): State {
  const {
    subject,
    body,
    topic,
    severity,
    contact,
    externalId,
    openedAt,
    firstAnsweredAt,
    solvedAt,
    satisfaction,
    escalated,
  } = inquiry
  const contactId = contact?.id ?? null
  return {
    subject,
    body,
    topic,
    severity,
    contactId,
    externalId,
    openedAt,
    firstAnsweredAt,
    solvedAt,
    satisfaction,
    escalated,
  }
}

async function refuseWrong(tx: Tx, account: AccountId, id: InquiryId | null, state: State): Promise<void> {
  const issues: Issue[] = inquiryIssues({
    openedAt: state.openedAt,
    firstAnsweredAt: state.firstAnsweredAt ?? null,
    solvedAt: state.solvedAt ?? null,
  })
  if (state.contactId) issues.push(...(await strangerIssues(tx, account, state.contactId)))
  if (state.externalId) {
    const { rows } = await sql`
      select from inquiries where external_id = ${state.externalId} and id is distinct from ${id}::uuid
    `.execute(tx)
    if (rows.length > 0) issues.push({ field: 'externalId', value: state.externalId, rule: 'external_id_taken' })
  }
  if (issues.length > 0) throw refused(issues)
}

/** What is wrong with a contact that is to be named at an account: it is nobody's there. */
export async function strangerIssues(tx: Tx, account: AccountId, contact: string): Promise<Issue[]> {
  const { rows } = await sql`select from contacts where id = ${contact} and account_id = ${account}`.execute(tx)
  return rows.length > 0 ? [] : [{ field: 'contactId', value: contact, rule: 'unknown_contact' }]
}

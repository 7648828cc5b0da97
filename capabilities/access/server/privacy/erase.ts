import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import { againAfterDeadlock } from '#platform/database/deadlock.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Files } from '#platform/files/files.ts'
import type { EventStore } from '#platform/events/store.ts'
import { eraseInEvents, eraseInJournal } from './eventStore.ts'
import { eraseFiles } from './files.ts'
import { patternOf, type Subject, subjectOf } from './subject.ts'
import { type Place, sweep } from './sweep.ts'

export type Erased = { subject: Subject; places: Place[] }
type Change = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

const insteadOf = (contactId: string) => `erased_${contactId.slice(-12)}`

/**
 * Takes a customer's person out of everything, for good: first what they uploaded, then all else, with `then`, in one
 * transaction, so that nobody writes down anew meanwhile what they still read. The event store comes before it is decided:
 * afterwards nobody knows any more whom to look for. Broken off, it is done again. Null: there is no such contact.
 *
 * @param change opens a transaction; `then` is done in the last one
 * @param allowed throws where it may not be done; asked in each transaction
 */
export async function erasePerson(
  { change, events: store, files }: { change: Change; events: EventStore; files: Files },
  { workspaceId, contactId, by }: { workspaceId: WorkspaceId; contactId: string; by: PersonId | null },
  { allowed, then }: { allowed?: (tx: Tx) => Promise<void>; then?: (tx: Tx, erased: Erased) => Promise<void> } = {},
): Promise<(Erased & { events: number }) | null> {
  // By itself and once: bytes that are gone do not come back with a transaction that is undone.
  const uploaded = await change(async (tx) => {
    await allowed?.(tx)
    const subject = await subjectOf(tx, contactId)
    return subject && eraseFiles(tx, workspaceId, subject, files)
  })
  if (!uploaded) return null
  return againAfterDeadlock(() =>
    change(async (tx) => {
      await allowed?.(tx)
      const done = await eraseContact(tx, workspaceId, contactId, by)
      if (!done) return null
      const events = await eraseInJournal(tx, workspaceId, done.subject, insteadOf(contactId))
      await eraseInEvents(store, workspaceId, done.subject, insteadOf(contactId))
      await then?.(tx, done)
      return { ...done, places: [...uploaded, ...done.places], events }
    }),
  )
}

/** The same in a store of events that is not there yet, in one transaction: for what was restored. Answers whether there was one. */
export async function erasePersonAgain(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  files: Files,
): Promise<boolean> {
  const done = await eraseContact(tx, workspaceId, contactId, null)
  if (!done) return false
  await eraseFiles(tx, workspaceId, done.subject, files)
  await eraseInJournal(tx, workspaceId, done.subject, insteadOf(contactId))
  return true
}

/**
 * Takes the person out of PostgreSQL, in one transaction: what happened stays, who it was does not. The contact remains as an
 * empty, archived line, so that nothing points nowhere.
 */
async function eraseContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  by: PersonId | null,
): Promise<Erased | null> {
  const subject = await subjectOf(tx, contactId)
  if (!subject) return null
  const instead = insteadOf(contactId)
  const places = [
    { place: 'mails', rows: await emptyMails(tx, workspaceId, contactId) },
    { place: 'portal_links', rows: await closeLinks(tx, workspaceId, contactId) },
    { place: 'consent_entries', rows: await forgetConsents(tx, workspaceId, contactId) },
    { place: 'product_users', rows: await forgetUsers(tx, workspaceId, subject.users) },
    ...(await sweep(tx, workspaceId, subject, instead)),
    { place: 'audit_log', rows: await inAudit(tx, subject, instead) },
    { place: 'contacts', rows: await emptyContact(tx, workspaceId, contactId, instead) },
  ]
  await sql`
    insert into erasures (workspace_id, contact_id, erased_by) values (${workspaceId}, ${contactId}, ${by})
    on conflict (workspace_id, contact_id) do nothing
  `.execute(tx)
  return { subject, places: places.filter(({ rows }) => rows > 0) }
}

async function count(statement: Promise<{ numAffectedRows?: bigint | undefined }>): Promise<number> {
  return Number((await statement).numAffectedRows ?? 0)
}

/** A mail to the person was about the person: of it stays that there was one, and when. What waited is not sent. */
const emptyMails = (tx: Tx, workspaceId: WorkspaceId, contactId: string) =>
  count(
    sql`
      update mails set to_address = 'erased@erased.invalid', to_name = '', subject = '', body_text = '', body_html = null,
        detail = null, status = case when status in ('queued', 'leased') then 'held' else status end,
        reason = case when status in ('queued', 'leased') then 'no_address' else reason end, lease = null, lease_until = null
      where workspace_id = ${workspaceId} and contact_id = ${contactId}
    `.execute(tx),
  )

async function closeLinks(tx: Tx, workspaceId: WorkspaceId, contactId: string): Promise<number> {
  await sql`
    delete from portal_sessions s using portal_links l
    where s.workspace_id = ${workspaceId} and l.workspace_id = s.workspace_id and l.id = s.link_id
      and l.contact_id = ${contactId}
  `.execute(tx)
  return count(
    sql`
      update portal_links set revoked_at = coalesce(revoked_at, now())
      where workspace_id = ${workspaceId} and contact_id = ${contactId}
    `.execute(tx),
  )
}

/** Of somebody who is nobody any more it says nothing what they consented to; no mail can go to them. */
const forgetConsents = (tx: Tx, workspaceId: WorkspaceId, contactId: string) =>
  count(sql`delete from consent_entries where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx))

export async function forgetUsers(tx: Tx, workspaceId: WorkspaceId, users: readonly string[]): Promise<number> {
  const keys = [...users]
  await sql`delete from user_ties where workspace_id = ${workspaceId} and user_key = any(${keys}::text[])`.execute(tx)
  return count(
    sql`delete from product_users where workspace_id = ${workspaceId} and user_key = any(${keys}::text[])`.execute(tx),
  )
}

async function inAudit(tx: Tx, subject: Subject, instead: string): Promise<number> {
  const [everywhere, here] = [patternOf(subject.everywhere), patternOf([...subject.everywhere, ...subject.here])]
  const { rows } = await sql<{ changed: number }>`
    select erase_in_audit(${subject.accountId}, ${subject.contactId}, ${everywhere}, ${here}, ${instead}) as changed
  `.execute(tx)
  return rows[0]!.changed
}

const emptyContact = (tx: Tx, workspaceId: WorkspaceId, contactId: string, instead: string) =>
  count(
    sql`
      update contacts set name = ${instead}, name_kana = null, search_text = '', department = null, title = null,
        email = null, phone = null, locale = null, external_id = null, influence = null, attitude = null,
        attitude_on = null, reports_to = null, note = null, custom = '{}', roles = '{}',
        archived_at = coalesce(archived_at, now()), updated_at = now(), version = version + 1
      where workspace_id = ${workspaceId} and id = ${contactId}
    `.execute(tx),
  )

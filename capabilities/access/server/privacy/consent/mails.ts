import { sql } from 'kysely'
import { type ConsentBasis, type ConsentState, permits } from '#capabilities/access/core/consent.ts'
import { recordChanges } from '#capabilities/access/server/audit.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Whether mail of a purpose may go to a contact; null: the mail is for no purpose that anybody is asked about. */
export type MayWrite = (purposeId: string | null, contactId: string | null) => boolean

/** What some contacts said of some purposes, read once for all mails that are looked at. */
export async function consentsFor(
  tx: Tx,
  workspaceId: WorkspaceId,
  { purposes, contacts }: { purposes: readonly (string | null)[]; contacts: readonly (string | null)[] },
): Promise<MayWrite> {
  const [asked, of] = [unique(purposes), unique(contacts)]
  if (asked.length === 0) return () => true
  const { rows } = await sql<{ id: string; basis: ConsentBasis; contactId: string | null; change: ConsentState }>`
    select p.id, p.basis, e.contact_id as "contactId", e.change from consent_purposes p
    left join lateral (
      select distinct on (contact_id) contact_id, change from consent_entries
      where workspace_id = p.workspace_id and purpose_id = p.id and contact_id = any(${of}::uuid[])
      order by contact_id, at desc, change desc) e on true
    where p.workspace_id = ${workspaceId} and p.id = any(${asked}::uuid[])
  `.execute(tx)
  const bases = new Map(rows.map(({ id, basis }) => [id, basis]))
  const states = new Map(rows.map(({ id, contactId, change }) => [`${id} ${contactId}`, change]))
  return (purposeId, contactId) => {
    if (purposeId === null) return true
    const basis = bases.get(purposeId)
    return basis !== undefined && permits(basis, states.get(`${purposeId} ${contactId}`) ?? 'none')
  }
}

const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/**
 * Somebody who wants no more mail takes back what they were asked: of the purpose that the mail was for, or, with null, all
 * that they had consented to. Who withdrew already is not written down again.
 */
export async function withdrawByMail(
  tx: Tx,
  workspaceId: WorkspaceId,
  { address, purposeId, mailId }: { address: string; purposeId: string | null; mailId: string | null },
): Promise<void> {
  const { rows } = await sql<{ contactId: string; accountId: AccountId; purpose: string }>`
    with withdrawn as (
      insert into consent_entries (workspace_id, id, account_id, contact_id, purpose_id, change, how, at, mail_id)
      select c.workspace_id, gen_random_uuid(), c.account_id, c.id, p.id, 'withdrawn', 'mail', now(), ${mailId}
      from contacts c join consent_purposes p on p.workspace_id = c.workspace_id
      left join lateral (
        select change from consent_entries e where e.workspace_id = c.workspace_id and e.contact_id = c.id
          and e.purpose_id = p.id order by at desc, change desc limit 1) last on true
      where c.workspace_id = ${workspaceId} and lower(c.email) = ${address.toLowerCase()}
        and case when ${purposeId}::uuid is null then last.change = 'given'
          else p.id = ${purposeId}::uuid and last.change is distinct from 'withdrawn' end
      returning contact_id, account_id, purpose_id)
    select w.contact_id as "contactId", w.account_id as "accountId", p.name_ja as purpose
    from withdrawn w join consent_purposes p on p.workspace_id = ${workspaceId} and p.id = w.purpose_id
  `.execute(tx)
  await recordChanges(
    tx,
    rows.map(({ contactId, accountId, purpose }) => ({
      by: { workspaceId, system: true as const },
      action: 'consent.add',
      subjectId: contactId,
      accountId,
      after: { purpose, change: 'withdrawn', how: 'mail' },
    })),
  )
}

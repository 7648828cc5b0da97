import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { mailChannel } from './outbox.ts'

/** Takes mails of marketing to an address out of the hands of whoever is about to hand them over: they are asked about anew. */
export async function letGo(tx: Tx, workspaceId: WorkspaceId, address: string): Promise<void> {
  await sql`
    update mails set status = 'queued', lease = null, lease_until = null
    where workspace_id = ${workspaceId} and lower(to_address) = ${address.toLowerCase()} and status = 'leased'
      and kind = 'marketing'
  `.execute(tx)
}

/** What a person may say of a mail nobody knows the fate of, and what may be sent once more. */
export const settlements = {
  send_again: ['in_doubt', 'failed', 'held', 'bounced'],
  was_delivered: ['in_doubt'],
} as const
export type Settlement = keyof typeof settlements

/** A person's word on mails: to send them again, with the same Message-ID, or that they arrived. Answers which it was done for. */
export async function settleMails(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  settlement: Settlement,
): Promise<{ id: string; accountId: string | null; was: string }[]> {
  const again = settlement === 'send_again'
  const { rows } = await sql<{ id: string; accountId: string | null; was: string }>`
    with settled as (
      select id, status from mails
      where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])
        and (status = any(${[...settlements[settlement]]}::text[]) or (${!again} and doubted_at is not null))
        and reason is distinct from 'no_address'
      for update
    )
    update mails m set
      status = case when ${again} then 'queued' when m.status = 'in_doubt' then 'sent' else m.status end,
      sent_at = case when ${again} then null else coalesce(m.sent_at, m.handed_at) end,
      attempts = case when ${again} then 0 else m.attempts end,
      not_before = case when ${again} then now() else m.not_before end,
      reason = null, detail = null, doubted_at = null, lease = null, lease_until = null
    from settled s where m.workspace_id = ${workspaceId} and m.id = s.id
    returning m.id, m.account_id as "accountId", s.status as was
  `.execute(tx)
  if (again && rows.length > 0) await sql`select pg_notify(${mailChannel}, '')`.execute(tx)
  return rows
}

/** Writes down that a mail came back, which is done once, or was answered, which may be done again. Answers whose mail it was. */
export async function markMails(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  what: 'bounced' | 'replied',
  { reason, detail }: { reason: string | null; detail: string },
): Promise<{ accountId: string | null; address: string; purpose: string } | null> {
  const { rows } = await sql<{ accountId: string | null; address: string; purpose: string }>`
    update mails set
      status = case when ${what} = 'bounced' then 'bounced' else status end,
      reason = case when ${what} = 'bounced' then ${reason} else reason end,
      detail = case when ${what} = 'bounced' then ${detail} else detail end,
      doubted_at = null, -- it arrived somewhere
      replied_at = case when ${what} = 'replied' then coalesce(replied_at, now()) else replied_at end
    where workspace_id = ${workspaceId} and id = ${id}
      and case when ${what} = 'bounced' then status in ('sent', 'in_doubt', 'failed') else true end
    returning account_id as "accountId", to_address as address, purpose
  `.execute(tx)
  return rows[0] ?? null
}

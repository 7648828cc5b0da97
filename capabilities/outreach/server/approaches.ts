import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { budgetDays } from '../core/budget.ts'

/** Approaches of the last seven days, by contact and by account. */
export type Used = { contacts: ReadonlyMap<string, number>; accounts: ReadonlyMap<string, number> }

/**
 * How often some customers were approached: mails of ours that went out or are about to, and what people did of
 * themselves. What a customer began (direction `in`) is no approach, nor is a note; a mail by hand
 * stands on the timeline and counts there.
 */
export async function readApproaches(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  now: number,
): Promise<Used> {
  const since = new Date(now - budgetDays * 86_400_000)
  const { rows } = await sql<{ accountId: AccountId; contacts: string[] }>`
    select m.account_id as "accountId", case when m.contact_id is null then '{}' else array[m.contact_id] end as contacts
    from outreach_messages m
    where m.workspace_id = ${workspaceId} and m.account_id = any(${idArray(accounts)}) and m.status in ('queued', 'sent')
      and m.kind <> 'hand' and m.decided_at >= ${since}
    union all
    select t.account_id, t.contact_ids from activities t
    where t.workspace_id = ${workspaceId} and t.account_id = any(${idArray(accounts)}) and t.archived_at is null
      and t.kind in ('mail', 'call', 'meeting', 'visit', 'chat') and t.direction is distinct from 'in'
      and t.at >= ${since} and t.at <= ${new Date(now)}
  `.execute(tx)
  const [ofContacts, ofAccounts] = [new Map<string, number>(), new Map<string, number>()]
  for (const { accountId, contacts } of rows) {
    ofAccounts.set(accountId, (ofAccounts.get(accountId) ?? 0) + 1)
    for (const id of contacts) ofContacts.set(id, (ofContacts.get(id) ?? 0) + 1)
  }
  return { contacts: ofContacts, accounts: ofAccounts }
}

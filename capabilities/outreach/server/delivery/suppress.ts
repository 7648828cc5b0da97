import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { everything, type SuppressionReason, theirOwn } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { letGo } from '#platform/mail/states.ts'

/** An address that is to get no mail of a purpose, or (`*`) none that is marketing. */
export type Suppression = {
  readonly address: string
  readonly purpose: string
  readonly reason: SuppressionReason
  readonly detail?: string
  readonly mailId?: string | null
  readonly personId?: string | null
}

/**
 * From this commit on nothing of the kind goes out to the address: what is leased by a sender is let go of, and asked about
 * again. What came before stays as the reason. Answers whether it is new.
 */
export async function suppress(tx: Tx, workspaceId: WorkspaceId, given: Suppression): Promise<boolean> {
  const { address, purpose, reason, detail = '', mailId = null, personId = null } = given
  const { rows } = await sql`
    insert into mail_suppressions (workspace_id, address, purpose, reason, detail, mail_id, person_id)
    values (${workspaceId}, ${address.toLowerCase()}, ${purpose}, ${reason}, ${detail}, ${mailId}, ${personId})
    on conflict do nothing returning 1
  `.execute(tx)
  await letGo(tx, workspaceId, address)
  if (rows.length > 0) await markTheirAccounts(tx, workspaceId, address)
  return rows.length > 0
}

/** Takes a suppression back; `bySelf`: by the person at the address, who may take back what they asked for and no more. */
export async function unsuppress(
  tx: Tx,
  workspaceId: WorkspaceId,
  { address, purpose, bySelf }: { address: string; purpose: string; bySelf: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    delete from mail_suppressions
    where workspace_id = ${workspaceId} and address = ${address.toLowerCase()} and purpose = ${purpose}
      and (${!bySelf} or reason = any(${[...theirOwn]}::text[]))
    returning 1
  `.execute(tx)
  if (rows.length > 0) await markTheirAccounts(tx, workspaceId, address)
  return rows.length > 0
}

/** What holds mails to an address back, by purpose. */
export async function suppressionsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  address: string,
): Promise<Map<string, SuppressionReason>> {
  const { rows } = await sql<{ purpose: string; reason: SuppressionReason }>`
    select purpose, reason from mail_suppressions
    where workspace_id = ${workspaceId} and address = ${address.toLowerCase()}
  `.execute(tx)
  return new Map(rows.map(({ purpose, reason }) => [purpose, reason]))
}

/** Whether nothing but the person's own wish holds all marketing back, or nothing at all does. */
export const isTheirsToChange = (held: ReadonlyMap<string, SuppressionReason>): boolean => {
  const reason = held.get(everything)
  return reason === undefined || theirOwn.includes(reason)
}

async function markTheirAccounts(tx: Tx, workspaceId: WorkspaceId, address: string): Promise<void> {
  const { rows } = await sql<{ id: AccountId }>`
    select distinct account_id as id from contacts
    where workspace_id = ${workspaceId} and lower(email) = ${address.toLowerCase()} and archived_at is null
  `.execute(tx)
  await markDirty(
    tx,
    workspaceId,
    rows.map(({ id }) => id),
  )
}

import { sql } from 'kysely'
import { idArray, recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Derives the ledgers of all accounts anew, page by page: what a movement is, or what a currency was worth, has changed. */
export async function deriveAll(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    insert into revenue_owed select distinct workspace_id, account_id from contract_lines where workspace_id = ${workspaceId}
    order by 1, 2 on conflict (workspace_id, account_id) do update set since = excluded.since
  `.execute(tx)
  await recomputeWorkspace(tx, workspaceId)
}

/** With each day, what is paid in other currencies may have come into a month of which no rate is known. */
export async function oweForeign(tx: Tx, workspaceId: WorkspaceId, currency: string): Promise<void> {
  await sql`
    insert into revenue_owed select distinct workspace_id, account_id from contracts
    where workspace_id = ${workspaceId} and currency <> ${currency}
    on conflict do nothing
  `.execute(tx)
}

/** Marks of accounts that are gone by now are taken away. */
export async function forgetGone(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    delete from revenue_owed o where workspace_id = ${workspaceId}
      and not exists (select from accounts a where a.workspace_id = o.workspace_id and a.id = o.account_id)
  `.execute(tx)
}

/** The accounts of a page whose contracts were changed, by whoever it was, since a pass last went over them. */
export async function readOwed(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select account_id as id from revenue_owed where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * The accounts of a page whose ledgers are owed, held until they are kept. One that somebody is just changing is left alone: it
 * is computed again when that is done.
 */
export async function holdOwed(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select account_id as id from revenue_owed where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
    for update skip locked
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Says that ledgers are no longer owed. */
export async function settleOwed(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<void> {
  await sql`
    delete from revenue_owed where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
}

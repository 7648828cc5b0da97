import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { arrayText, idArray } from './arrayText.ts'

/** The channel on which the reactor hears that there is work; the payload is the workspace's id. */
export const dirtyChannel = 'banso_dirty'

/**
 * Says that facts of these accounts may have changed, in the transaction that changed them: they are computed anew as
 * soon as it is committed. Marking twice costs one computation. New accounts are marked in the same way.
 */
export async function markDirty(tx: Tx, workspaceId: WorkspaceId, accountIds: readonly AccountId[]): Promise<void> {
  if (accountIds.length === 0) return
  // Sorted, so that two transactions that mark the same accounts cannot wait for each other in a circle.
  const ids = [...new Set(accountIds)].sort()
  await sql`
    insert into dirty_accounts (workspace_id, account_id, token)
    select ${workspaceId}::uuid, id, nextval('dirty_token') from unnest(${ids}::uuid[]) as id order by id
    on conflict (workspace_id, account_id) do update set token = excluded.token, not_before = null
  `.execute(tx)
  await wake(tx, workspaceId)
}

/**
 * Says that all accounts of a workspace are to be computed anew, sources and all: what sources count was defined anew (a
 * metric, the value chain), or they could not be read. The reactor does it page by page, between the accounts that
 * changed by themselves.
 */
export async function recomputeWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    insert into day_turns (workspace_id, turned_to) values (${workspaceId}, '0001-01-01')
    on conflict (workspace_id) do update set turned_to = excluded.turned_to, asked = day_turns.asked + 1
  `.execute(tx)
  await wake(tx, workspaceId)
}

/**
 * Says that what follows from facts is to be worked out anew for all accounts of a workspace, from the facts as they are
 * stored: a scorecard, a rule, a segment was changed, and no source has anything else to say for it. Accounts that are
 * marked for other reasons stay marked, and where the day has not turned yet sources are read as well.
 */
export async function rederiveWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    insert into day_turns (workspace_id, turned_to, rederive) values (${workspaceId}, '0001-01-01', true)
    on conflict (workspace_id) do update set rederive = true, asked = day_turns.asked + 1
  `.execute(tx)
  await wake(tx, workspaceId)
}

async function wake(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`select pg_notify(${dirtyChannel}, ${workspaceId})`.execute(tx)
}

export type DirtyAccount = { account_id: AccountId; token: number }

/** Accounts that are to be computed now, the longest waiting first. */
export async function dirtyAccounts(
  tx: Tx,
  workspaceId: WorkspaceId,
  limit: number,
  now: Date,
): Promise<DirtyAccount[]> {
  const { rows } = await sql<DirtyAccount>`
    select account_id, token from dirty_accounts
    where workspace_id = ${workspaceId} and (not_before is null or not_before <= ${now})
    order by token limit ${limit}
  `.execute(tx)
  return rows
}

/**
 * Takes the marks away that were read before the accounts were computed; one that was set anew meanwhile stays. One that
 * somebody is just setting is left alone rather than waited for: it will be computed again anyway.
 */
export async function unmark(tx: Tx, workspaceId: WorkspaceId, done: readonly DirtyAccount[]): Promise<void> {
  if (done.length === 0) return
  const ids = done.map((mark) => mark.account_id)
  const tokens = done.map((mark) => mark.token)
  await sql`
    delete from dirty_accounts where (workspace_id, account_id) in (
      select d.workspace_id, d.account_id from dirty_accounts d
      join unnest(${idArray(ids)}, ${arrayText(tokens)}::bigint[]) as done (id, token) on d.account_id = done.id and d.token = done.token
      where d.workspace_id = ${workspaceId} for update of d skip locked
    )
  `.execute(tx)
}

/** Longest pause before an account that could not be computed is tried again, seconds. */
const longestPause = 600

/** Keeps accounts that could not be computed for later: after 5 s, then 10, 20 … up to ten minutes. */
export async function postpone(
  tx: Tx,
  workspaceId: WorkspaceId,
  accountIds: readonly AccountId[],
  problem: string,
  now: Date,
): Promise<void> {
  const ids = [...accountIds].sort()
  await sql`
    insert into dirty_accounts (workspace_id, account_id, token, failures, not_before, problem)
    select ${workspaceId}::uuid, id, nextval('dirty_token'), 1, ${now}::timestamptz + interval '5 seconds', ${problem}
    from unnest(${ids}::uuid[]) as id order by id
    on conflict (workspace_id, account_id) do update set failures = dirty_accounts.failures + 1, problem = excluded.problem,
      not_before = ${now}::timestamptz
        + least(${longestPause}, 5 * power(2, least(dirty_accounts.failures, 10))) * interval '1 second'
  `.execute(tx)
}

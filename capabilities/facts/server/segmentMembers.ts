import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { arrayText, idArray } from './arrayText.ts'

/** An account that enters a segment or leaves it. */
export type Move = { account: AccountId; segment: string; enters: boolean }

/** In which static segments accounts are listed, by account. */
export async function listedOn(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, Set<string>>> {
  const { rows } = await sql<{ account: AccountId; segment: string }>`
    select account_id as account, segment_id as segment from segment_listed
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
  const found = new Map<AccountId, Set<string>>()
  for (const { account, segment } of rows) {
    const own = found.get(account)
    if (own) own.add(segment)
    else found.set(account, new Set([segment]))
  }
  return found
}

/** Keeps who entered and left, from `at` on. */
export async function writeMoves(tx: Tx, workspaceId: WorkspaceId, moves: readonly Move[], at: Date): Promise<void> {
  const pairs = (enters: boolean) => {
    const some = moves.filter((move) => move.enters === enters)
    const [accounts, segments] = [some.map((move) => move.account), some.map((move) => move.segment)]
    return { some, sql: sql`unnest(${idArray(accounts)}, ${arrayText(segments)}::uuid[]) as m (account, segment)` }
  }
  const left = pairs(false)
  if (left.some.length > 0)
    await sql`
      update segment_memberships s set left_at = ${at} from ${left.sql}
      where s.workspace_id = ${workspaceId} and s.account_id = m.account and s.segment_id = m.segment and s.left_at is null
    `.execute(tx)
  const entered = pairs(true)
  if (entered.some.length > 0)
    await sql`
      insert into segment_memberships (workspace_id, account_id, segment_id, entered_at)
      select ${workspaceId}::uuid, account, segment, ${at} from ${entered.sql} on conflict do nothing
    `.execute(tx)
}

/** Which segments accounts entered and are still in, and which they left and are not in, since an instant. */
export async function recentMoves(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  since: Date,
): Promise<Map<AccountId, { entered: string[]; left: string[] }>> {
  const { rows } = await sql<{ account: AccountId; key: string; inside: boolean }>`
    select m.account_id as account, s.key, bool_or(m.left_at is null) as inside
    from segment_memberships m join segments s on s.workspace_id = m.workspace_id and s.id = m.segment_id
    where m.workspace_id = ${workspaceId} and m.account_id = any(${idArray(accounts)})
      and (m.entered_at >= ${since} or m.left_at >= ${since})
    group by 1, 2 order by 1, 2
  `.execute(tx)
  const found = new Map<AccountId, { entered: string[]; left: string[] }>()
  for (const { account, key, inside } of rows) {
    const own = found.get(account) ?? { entered: [], left: [] }
    found.set(account, own)
    ;(inside ? own.entered : own.left).push(key)
  }
  return found
}

/** Accounts that are archived leave all their segments. */
export async function leaveAll(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  at: Date,
): Promise<void> {
  await sql`
    update segment_memberships set left_at = ${at}
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)}) and left_at is null
  `.execute(tx)
}

import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { BlockerSide } from '#capabilities/journey/core/words.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What keeps an account from going on; `resolvedOn` null: it still does. */
export type Blocker = {
  id: string
  accountId: AccountId
  phase: string
  side: BlockerSide
  what: string
  who: string
  note: string
  sinceOn: Day
  resolvedOn: Day | null
  by: { id: string; name: string }
}

type Row = Omit<Blocker, 'by'> & { by_id: string; by_name: string | null }

/** What blocks some accounts or blocked them once, by account: what still blocks first, the oldest first. */
export async function readBlockers(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, Blocker[]>> {
  const { rows } = await sql<Row>`
    select b.id, b.account_id as "accountId", b.phase, b.side, b.what, b.who, b.note, b.since_on as "sinceOn",
      b.resolved_on as "resolvedOn", b.created_by as by_id, p.name as by_name
    from journey_blockers b left join people p on p.workspace_id = b.workspace_id and p.id = b.created_by
    where b.workspace_id = ${workspaceId} and b.account_id = any(${idArray(accounts)})
    order by b.account_id, b.resolved_on is not null, b.since_on, b.id
  `.execute(tx)
  const found = new Map<AccountId, Blocker[]>()
  for (const { by_id, by_name, ...row } of rows) {
    const blocker = { ...row, by: { id: by_id, name: by_name ?? '' } }
    const known = found.get(row.accountId)
    if (known) known.push(blocker)
    else found.set(row.accountId, [blocker])
  }
  return found
}

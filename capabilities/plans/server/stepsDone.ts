import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Done = { key: string; on: Day; name: string }

/** The steps with some keys that are done, in any plan of some accounts, the first one done first. */
export async function stepsDone(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  keys: readonly string[],
): Promise<Map<AccountId, Done[]>> {
  const { rows } = await sql<Done & { account_id: AccountId }>`
    select p.account_id, s.key, s.status_on as on, s.name_ja as name
    from plans p join plan_steps s on s.workspace_id = p.workspace_id and s.plan_id = p.id
    where p.workspace_id = ${workspaceId} and p.account_id = any(${idArray(accounts)}) and p.status <> 'removed'
      and s.status = 'done' and s.removed_at is null and s.status_on is not null and s.key = any(${keys}::text[])
    order by s.status_on, s.id
  `.execute(tx)
  const found = new Map<AccountId, Done[]>()
  for (const { account_id, ...step } of rows) {
    const known = found.get(account_id)
    if (known) known.push(step)
    else found.set(account_id, [step])
  }
  return found
}

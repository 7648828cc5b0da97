import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** The days on which customers were lost, as it was written down. Who came back and left again has two. */
export async function readLosses(tx: Tx, workspaceId: WorkspaceId): Promise<[AccountId, Day][]> {
  const { rows } = await sql<{ account: AccountId; day: Day }>`
    select account_id as account, churned_on as day from churn_records
    where workspace_id = ${workspaceId} and not is_reactivation
  `.execute(tx)
  return rows.map(({ account, day }) => [account, day])
}

import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Life } from '#capabilities/renewals/core/study/match.ts'

/** All customers from their first contract on, until they were lost before a day or until it. */
export async function readLives(tx: Tx, workspaceId: WorkspaceId, until: Day): Promise<Life[]> {
  const { rows } = await sql<Life>`
    select f.account_id as account, f."contract.started_on" as "startOn",
      case when f."contract.churned_on" < ${until}::date then f."contract.churned_on" end as "lostOn"
    from account_facts f
    where f.workspace_id = ${workspaceId} and f."contract.started_on" < ${until}::date order by f.account_id
  `.execute(tx)
  return rows
}

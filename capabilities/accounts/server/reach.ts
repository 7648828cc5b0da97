import fs from 'node:fs'
import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Part } from '#platform/database/migrate.ts'
import type { Database, Reach } from '#platform/database/scope.ts'

const policies = fs.readFileSync(new URL('./reach.sql', import.meta.url), 'utf8')

/**
 * Confines whoever reaches some customers only. `shared` are the tables whose rows belong to no customer and are worked
 * with by everybody in the workspace; any other table is bound to customers or closed to them.
 */
export function reachPart(shared: readonly string[]): Part {
  return {
    name: 'reach',
    prepare: async (owner) => {
      await owner.query(`select set_config('app.shared_tables', $1, false)`, [shared.join()])
      await owner.query(policies)
    },
  }
}

/** The customers within a reach, archived ones too. */
export async function accountsIn(database: Database, workspaceId: WorkspaceId, reach: Reach): Promise<AccountId[]> {
  const { rows } = await database.look(
    workspaceId,
    (tx) => sql<{ id: AccountId }>`select id from accounts`.execute(tx),
    reach,
  )
  return rows.map(({ id }) => id)
}

import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { PreparingClient, PreparingPool } from './prepare.ts'

/** Which workspace a connection is confined to; it stays so until it is confined to another. */
export type Confinements = WeakMap<PreparingClient, string>

/**
 * A pool for statements that only look and each stand alone, within one workspace: no transaction is opened for them, so
 * that each takes one journey to PostgreSQL and back instead of three. A connection that was confined to another workspace
 * is confined anew in the same message; what it answers counts only once that has succeeded. Nothing can be changed through
 * it. The connections must be in pipeline mode, and of a pool that nobody else uses.
 */
export function lookingPool(pool: PreparingPool, confinements: Confinements, workspaceId: string): PostgresPool {
  const confine = `set default_transaction_read_only = on; set app.workspace_id = '${workspaceId}'`
  const lookWith =
    (client: PreparingClient) =>
    async (text: string, values: unknown[] = []) => {
      if (confinements.get(client) === workspaceId) return client.query<never>(text, values)
      confinements.delete(client)
      const [, answer] = await Promise.all([client.query(confine, []), client.query<never>(text, values)])
      confinements.set(client, workspaceId)
      return answer
    }
  return {
    connect: async () => {
      const client = await pool.connect()
      return { query: lookWith(client) as unknown as PostgresPoolClient['query'], release: client.release }
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { PreparingClient, PreparingPool } from './prepare.ts'

/** What a connection is confined to; it stays so until it is confined to something else. */
export type Confinements = WeakMap<PreparingClient, string>

/**
 * A pool for statements that only look and each stand alone, confined by `settings`: no transaction is opened for them, so
 * that each takes one journey to PostgreSQL and back instead of three. A connection that was confined otherwise
 * is confined anew in the same message; what it answers counts only once that has succeeded. Nothing can be changed through
 * it. The connections must be in pipeline mode, and of a pool that nobody else uses.
 */
export function lookingPool(
  pool: PreparingPool,
  confinements: Confinements,
  settings: readonly string[],
): PostgresPool {
  const confine = ['default_transaction_read_only = on', ...settings].map((each) => `set ${each}`).join('; ')
  const lookWith =
    (client: PreparingClient) =>
    async (text: string, values: unknown[] = []) => {
      if (confinements.get(client) === confine) return client.query<never>(text, values)
      confinements.delete(client)
      const [, answer] = await Promise.all([client.query(confine, []), client.query<never>(text, values)])
      confinements.set(client, confine)
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

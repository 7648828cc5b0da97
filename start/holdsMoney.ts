import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'

/** Whether the workspace of `tx` has customers: from then on amounts are kept in its currency. */
export async function holdsMoney(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from accounts limit 1`.execute(tx)
  return rows.length > 0
}

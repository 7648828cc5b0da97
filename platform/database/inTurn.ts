import { sql } from 'kysely'
import type { Tx } from './scope.ts'

/**
 * Lets transactions that change the same thing do so one after another, from here to their end: for what may not be there
 * yet, where there is no row to lock. `what` names the thing and whose it is.
 */
export async function inTurn(tx: Tx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(tx)
}

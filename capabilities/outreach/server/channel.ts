import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'

/** Told when mails may be due. */
export const outreachChannel = 'banso_outreach'

/** Has it looked, once this transaction commits, whether mails are due. */
export async function tellDue(tx: Tx): Promise<void> {
  await sql`select pg_notify(${outreachChannel}, '')`.execute(tx)
}

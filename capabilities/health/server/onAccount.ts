import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'

/** Works on an account of the caller's workspace, or answers that it is not there. */
export function onAccount<T>(
  call: CallContext,
  id: string,
  work: (tx: Tx, account: AccountId) => Promise<T>,
): Promise<T> {
  return call.transaction(async (tx) => {
    const { rows } = await sql`
      select 1 from accounts where workspace_id = ${call.caller.workspaceId} and id = ${id}
    `.execute(tx)
    if (rows.length === 0) throw notFound()
    return work(tx, id as AccountId)
  })
}

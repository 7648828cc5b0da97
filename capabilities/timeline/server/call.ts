import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

type Written = { account: AccountId; action: string; id: string; before?: object; after?: object }

/** What follows from every write: the audit log, facts anew, open pages told. */
export async function wrote(tx: Tx, call: Call, { account, action, id, before, after }: Written): Promise<void> {
  const { workspaceId } = call.caller
  const values = {
    before: (before as Record<string, unknown>) ?? null,
    after: (after as Record<string, unknown>) ?? null,
  }
  await recordChange(tx, { by: call.caller, action, subjectId: id, accountId: account, ...values })
  await markDirty(tx, workspaceId, [account])
  await call.live.publish(workspaceId, { topic: 'account', ids: [account] }, tx)
}

import { recordChange } from '#capabilities/access/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

export const refuse = (field: string, rule: string, value?: string) =>
  refused([{ field, rule: `content.${rule}`, ...(value === undefined ? {} : { value }) }])

type Change = {
  action: string
  id: string
  accountId?: string
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

/** What every change of the library ends with: it is logged and told. */
export async function told(tx: Tx, call: Call, { action, id, accountId, before, after }: Change): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: id,
    accountId: accountId ?? null,
    before: before ?? null,
    after: after ?? null,
  })
  await call.live.publish(workspaceId, { topic: 'content', ids: [id, ...(accountId ? [accountId] : [])] }, tx)
}

import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { keysContract } from '#capabilities/connect/contract/keys.ts'
import { createKey, readKeys, revokeKey, whose } from './keys.ts'

const on = implement(keysContract).$context<CallContext>()

export const keyRoutes = on.router({
  list: on.list.handler(({ context }) =>
    context.look(async (tx) => ({ keys: await readKeys(tx, context.now(), whose(context)) })),
  ),
  create: on.create.handler(({ context, input }) => createKey(context, input)),
  revoke: on.revoke.handler(({ context, input }) => revokeKey(context, input.id)),
})

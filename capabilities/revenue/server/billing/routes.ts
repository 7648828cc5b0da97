import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { billingContract } from '#capabilities/revenue/contract/billing.ts'
import { createSource, putSecret, readSources, setRevoked } from './sources.ts'

const on = implement(billingContract).$context<CallContext>()

/** The routes of billing sources. */
export const billingRoutes = on.router({
  list: on.list.handler(({ context }) =>
    context.transaction(async (tx) => ({ sources: await readSources(tx, context.visit.origin) })),
  ),
  create: on.create.handler(({ input, context }) => createSource(context, input)),
  putSecret: on.putSecret.handler(({ input, context }) => putSecret(context, input)),
  revoke: on.revoke.handler(({ input, context }) => setRevoked(context, input.id, true)),
  restore: on.restore.handler(({ input, context }) => setRevoked(context, input.id, false)),
})

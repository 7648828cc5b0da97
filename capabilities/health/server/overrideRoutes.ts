import { implement } from '@orpc/server'
import { day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { overrideContract } from '../contract/override.ts'
import { onAccount } from './onAccount.ts'
import { readOverrides } from './overrideRead.ts'
import { createOverride, endOverride, reopenOverride } from './overrideWrite.ts'

const os = implement(overrideContract).$context<CallContext>()

/** How a score is overridden, over HTTP. */
export const overrideRoutes = os.router({
  list: os.list.handler(({ context, input }) =>
    onAccount(context, input.id, async (tx, account) => ({
      overrides: await readOverrides(tx, context.caller.workspaceId, account, context.today()),
    })),
  ),
  create: os.create.handler(({ context, input: { id, until, ...said } }) =>
    onAccount(context, id, (tx, account) => createOverride(tx, context, account, { ...said, until: day(until) })),
  ),
  end: os.end.handler(({ context, input }) =>
    onAccount(context, input.id, (tx, account) => endOverride(tx, context, account, input.overrideId)),
  ),
  reopen: os.reopen.handler(({ context, input }) =>
    onAccount(context, input.id, (tx, account) => reopenOverride(tx, context, account, input.overrideId)),
  ),
})

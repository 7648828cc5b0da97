import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { webhooksContract } from '#capabilities/connect/contract/webhooks.ts'
import { readDeliveries, readEndpoints } from './read.ts'
import * as write from './write.ts'

const on = implement(webhooksContract).$context<CallContext>()

export const webhookRoutes = on.router({
  list: on.list.handler(({ context }) => context.look(async (tx) => ({ endpoints: await readEndpoints(tx) }))),
  create: on.create.handler(({ context, input }) => write.createEndpoint(context, input)),
  update: on.update.handler(({ context, input: { id, ...given } }) => write.updateEndpoint(context, id, given)),
  remove: on.remove.handler(({ context, input }) => write.removeEndpoint(context, input.id)),
  rotate: on.rotate.handler(({ context, input }) => write.rotateSecret(context, input.id)),
  test: on.test.handler(({ context, input }) => write.sendTestEvent(context, input.id)),
  deliveries: on.deliveries.handler(({ context, input }) =>
    context.look(async (tx) => {
      await write.theEndpoint(tx, input.id)
      return readDeliveries(tx, input)
    }),
  ),
  replay: on.replay.handler(({ context, input }) => write.replay(context, input)),
  replayOne: on.replayOne.handler(({ context, input }) => write.replayOne(context, input.id)),
})

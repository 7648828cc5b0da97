import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { accessContract } from '#capabilities/access/contract.ts'
import { scimPath } from './describe.ts'
import { listMapped, mapGroup } from './mapping.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

const on = implement(accessContract).$context<CallContext>()

export const provisioning = on.provisioning.router({
  list: on.provisioning.list.handler(async ({ context }) => ({
    tokens: await context.look(listTokens),
    address: context.visit.origin + scimPath,
  })),
  create: on.provisioning.create.handler(({ context, input }) => createToken(context, input)),
  revoke: on.provisioning.revoke.handler(async ({ context, input }) => {
    await revokeToken(context, input.id)
    return { done: true } as const
  }),
  groups: on.provisioning.groups.handler(async ({ context }) => ({ groups: await context.look(listMapped) })),
  mapGroup: on.provisioning.mapGroup.handler(({ context, input }) => mapGroup(context, input)),
})

import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { accessContract } from '#capabilities/access/contract.ts'
import { createProvider, listProviders, removeProvider, updateProvider } from './providers.ts'
import { connectSaml, updateSaml } from './samlProviders.ts'
import { samlSelf } from './samlSelf.ts'
import { callbackPath, setOut, setOutToProve, waysFor } from './setOut.ts'

const on = implement(accessContract).$context<CallContext>()

export const providers = on.providers.router({
  list: on.providers.list.handler(async ({ context }) => ({
    providers: await context.look(listProviders),
    redirectUri: context.visit.origin + callbackPath,
    saml: samlSelf(context.visit.origin, context.caller.workspaceId),
  })),
  create: on.providers.create.handler(({ context, input }) => createProvider(context, input)),
  update: on.providers.update.handler(({ context, input: { id, ...wanted } }) => updateProvider(context, id, wanted)),
  connectSaml: on.providers.connectSaml.handler(({ context, input }) => connectSaml(context, input)),
  updateSaml: on.providers.updateSaml.handler(({ context, input: { id, ...wanted } }) =>
    updateSaml(context, id, wanted),
  ),
  remove: on.providers.remove.handler(async ({ context, input }) => {
    await removeProvider(context, input.id)
    return { done: true } as const
  }),
})

export const providerEntry = on.providerEntry.router({
  ways: on.providerEntry.ways.handler(async ({ context, input }) => ({
    providers: await waysFor(context, input.email),
  })),
  byProvider: on.providerEntry.byProvider.handler(async ({ context, input }) => ({
    url: await setOut(context, { providerId: input.providerId, email: input.email ?? null, next: input.next ?? '/' }),
  })),
})

export const proofByProvider = on.proof.byProvider.handler(async ({ context }) => ({
  url: await setOutToProve(context),
}))

import type { FastifyInstance } from 'fastify'
import type { BulkKind, FieldClass } from '#kernel/exchange.ts'
import type { NoteRead } from './bulkRead.ts'
import { type MayCall, permit, refuseOwing, refuseUnseen, refuseViewing, type RouteFact } from './guard.ts'
import { askProof } from './proof.ts'

/** Mounts routes of its own on Fastify. Each states `config: { mayCall }`, as every route does. */
export type RawRoutes = (app: FastifyInstance) => void | Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call this route. With `anybody` the route finds out itself whom it serves (a write key); else the
     * caller is checked before anything of the body is read, and `await request.callContext()` has them.
     */
    mayCall?: MayCall
    /** `fresh`: whoever calls has to have proven lately who they are. */
    proof?: 'fresh'
    /** Nobody may call it who does not see these classes of fields. */
    sees?: readonly FieldClass[]
    /** It tells of many at once, and of what; who reads it is recorded. */
    bulk?: BulkKind
    /** Also while the disk is nearly full: it only looks, or makes room, or somebody must be heard. */
    whenFull?: true
    /** Pages of other origins may post to it: it looks at no cookie, and believes nothing that is not signed. */
    fromElsewhere?: true
    /** It waits for news rather than being used: it keeps no session alive. */
    watches?: true
  }
}

/** Mounts raw routes, guarded, in a scope of their own: their parsers and hooks touch nobody else's. */
export async function mountRaw(app: FastifyInstance, raw: RawRoutes, noteRead: NoteRead): Promise<RouteFact[]> {
  const facts: RouteFact[] = []
  await app.register(async (scope) => {
    scope.addHook('onRoute', ({ method, url, config }) => {
      for (const verb of [method].flat()) {
        if (verb === 'HEAD') continue
        if (!config?.mayCall)
          throw new Error(`the route ${verb} ${url} does not declare who may call it (config.mayCall)`)
        facts.push({ method: verb, path: url.replace(/:(\w+)/g, '{$1}'), mayCall: config.mayCall, kind: 'raw' })
      }
    })
    scope.addHook('onRequest', async (request) => {
      const { mayCall, proof, sees, bulk } = request.routeOptions.config
      if (mayCall === undefined || mayCall === 'anybody') return
      const context = await request.callContext()
      refuseViewing(context, request.method, request.routeOptions.config)
      permit(context, mayCall)
      refuseOwing(context, mayCall, false)
      refuseUnseen(context, sees)
      askProof(context, proof, context.now())
      if (bulk) await noteRead(context.caller, { kind: bulk, shown: 0, accountId: null }, context.visit)
    })
    await raw(scope)
  })
  return facts
}

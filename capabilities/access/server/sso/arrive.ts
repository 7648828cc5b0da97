import type { FastifyInstance } from 'fastify'
import type { UnguardedContext } from '#platform/http/callContext.ts'
import { loggable } from '#platform/http/loggable.ts'
import { wayBack } from '#platform/identity/openId.ts'
import type { Trip } from '#platform/identity/trips.ts'
import { recordChange } from '../audit.ts'
import { findProvider, spokenTo } from './providers.ts'
import { callbackPath } from './setOut.ts'
import { NotLetIn, whoIs } from './whoIs.ts'

/** Where people come back to from their company's identity provider. */
export function providerCallback(app: FastifyInstance): void {
  app.get(callbackPath, { config: { mayCall: 'anybody' } }, async (request, reply) => {
    const context = await request.callContext()
    const url = new URL(request.url, context.visit.origin)
    const target = await arrive(context, url).catch((error: unknown) => {
      if (!(error instanceof NotLetIn)) throw error
      request.log.info({ part: 'sso', why: error.reason, error: loggable(error.cause) }, 'not let in by a provider')
      return `/sign-in?refused=${error.reason}`
    })
    return reply.redirect(target)
  })
}

async function arrive(context: UnguardedContext, url: URL): Promise<string> {
  const { database, identity, visit } = context
  const trip = await identity.trips.end(visit)
  if (!trip) throw new NotLetIn('expired')
  const provider = await database
    .look(trip.workspaceId, (tx) => findProvider(tx, trip.providerId))
    .catch((cause: unknown) => {
      throw new NotLetIn('provider', cause)
    })
  if (!provider.isOn) throw new NotLetIn('provider')
  const claims = await wayBack(await spokenTo(database, provider), trip, url).catch((cause: unknown) => {
    throw new NotLetIn('provider', cause)
  })
  const person = await whoIs(context, { ...provider, workspaceId: trip.workspaceId }, claims)
  if (trip.proves !== null) return await proveAgain(context, trip, person.id, claims.provenAt)
  await identity.startVouched(visit, person.userId, trip)
  const by = { workspaceId: trip.workspaceId, personId: person.id }
  await database.workspace(trip.workspaceId, (tx) =>
    recordChange(tx, { by, action: 'person.sign_in', subjectId: person.id, after: { provider: provider.name } }),
  )
  return within(trip.next)
}

/** Notes the new proof of the very session that asked for it. */
async function proveAgain(
  context: UnguardedContext,
  trip: Trip,
  personId: string,
  provenAt: number | null,
): Promise<string> {
  const { callerOrNull: caller, database, identity, visit, now } = context
  const stale = provenAt !== null && now().getTime() / 1000 - provenAt > 900
  if (stale || caller?.personId !== personId || trip.proves !== personId || caller.providerId !== trip.providerId)
    throw new NotLetIn('other')
  await identity.renew(visit, caller.userId, now())
  await database.workspace(trip.workspaceId, (tx) =>
    recordChange(tx, { by: caller, action: 'person.prove', subjectId: personId }),
  )
  return within(trip.next)
}

/** An address within Banso; anything else becomes its first page. */
function within(address: string): string {
  return /^\/(?![/\\])[^\r\n]*$/.test(address) ? address : '/'
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { UnguardedContext } from '#platform/http/callContext.ts'
import { loggable } from '#platform/http/loggable.ts'
import { type Claims, wayBack } from '#platform/identity/openId.ts'
import type { Trip } from '#platform/identity/trips.ts'
import { recordChange } from '../audit.ts'
import { findProvider, type ProviderRow, spokenTo } from './providers.ts'
import { callbackPath } from './setOut.ts'
import { NotLetIn, whoIs } from './whoIs.ts'

/** Where people come back to from their company's identity provider. */
export function providerCallback(app: FastifyInstance): void {
  app.get(callbackPath, { config: { mayCall: 'anybody' } }, (request, reply) =>
    arriving(request, reply, async (context) => {
      const trip = await context.identity.trips.end(context.visit)
      if (!trip) throw new NotLetIn('expired')
      const provider = await providerOf(context, trip)
      const arrivedAt = new URL(request.url, context.visit.origin)
      const claims = await believing(async () => wayBack(await spokenTo(context.database, provider), trip, arrivedAt))
      return await letIn(context, trip, provider, claims)
    }),
  )
}

/** Sends somebody on to where they wanted to go, or to the sign-in page with the reason why they are not let in. */
export async function arriving(
  request: FastifyRequest,
  reply: FastifyReply,
  arrive: (context: UnguardedContext) => Promise<string>,
): Promise<FastifyReply> {
  const context = await request.callContext()
  const target = await arrive(context).catch((error: unknown) => {
    if (!(error instanceof NotLetIn)) throw error
    request.log.info({ part: 'sso', why: error.reason, error: loggable(error.cause) }, 'not let in by a provider')
    return `/sign-in?refused=${error.reason}`
  })
  // After a post the browser is to fetch the page, not to post to it.
  return reply.redirect(target, 303)
}

/** The provider somebody comes from, as long as it is on. */
export async function providerOf(
  { database }: UnguardedContext,
  { workspaceId, providerId }: Pick<Trip, 'workspaceId' | 'providerId'>,
): Promise<ProviderRow> {
  const provider = await believing(() => database.look(workspaceId, (tx) => findProvider(tx, providerId)))
  if (!provider.isOn) throw new NotLetIn('provider')
  return provider
}

/** What a provider says, where it can be believed. */
export function believing<T>(listen: () => Promise<T>): Promise<T> {
  return listen().catch((cause: unknown) => {
    throw new NotLetIn('provider', cause)
  })
}

type Way = Pick<Trip, 'workspaceId' | 'providerId' | 'next' | 'proves'>

/** Lets in the person that a provider's claims are about, or notes that they proved themselves once more; where to go on. */
export async function letIn(
  context: UnguardedContext,
  trip: Way,
  provider: ProviderRow,
  claims: Claims,
): Promise<string> {
  const { database, identity, visit } = context
  const person = await whoIs(context, { ...provider, workspaceId: trip.workspaceId }, claims)
  if (trip.proves !== null) return await proveAgain(context, trip, person.id, claims.provenAt)
  await identity.startVouched(visit, person.userId, trip)
  const by = { workspaceId: trip.workspaceId, personId: person.id }
  const after = { provider: provider.name, address: visit.address }
  await database.workspace(trip.workspaceId, (tx) =>
    recordChange(tx, { by, action: 'person.sign_in', subjectId: person.id, after }),
  )
  return within(trip.next)
}

/** Notes the new proof of the very session that asked for it. */
async function proveAgain(
  context: UnguardedContext,
  trip: Way,
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
  // Browsers leave tabs and line breaks out of an address: "/\t/elsewhere" would be "//elsewhere".
  return /^\/(?![/\\])\P{Cc}*$/u.test(address) ? address : '/'
}

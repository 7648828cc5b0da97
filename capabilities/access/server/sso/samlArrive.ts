import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { isId, type WorkspaceId } from '#kernel/id.ts'
import type { UnguardedContext } from '#platform/http/callContext.ts'
import { notFound } from '#platform/http/refusal.ts'
import { claimedIssuer, samlWayBack } from '#platform/identity/saml.ts'
import { ownMetadata } from '#platform/identity/samlMetadata.ts'
import { arriving, believing, letIn, providerOf } from './arrive.ts'
import { samlOf } from './providers.ts'
import { samlPaths, samlSelf } from './samlSelf.ts'
import { NotLetIn } from './whoIs.ts'

const posted = z.object({ SAMLResponse: z.string().min(1), RelayState: z.string().max(2000).catch('') })
const anybody = { mayCall: 'anybody' } as const

/** SAML 2.0, as a service provider: what providers are told of us, and where they have browsers post what they assert. */
export function samlRoutes(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 524_288 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  app.get(samlPaths.metadata, { config: anybody }, async (request, reply) => {
    const { visit } = await request.callContext()
    const xml = await ownMetadata(samlSelf(visit.origin, workspaceOf(request.params)))
    return reply.type('application/samlmetadata+xml; charset=utf-8').send(xml)
  })
  // The provider's page posts it: there are no cookies of ours with it, and none is looked at.
  app.post(samlPaths.post, { config: { ...anybody, fromElsewhere: true } }, (request, reply) =>
    arriving(request, reply, async (context) => {
      const word = await take(context, workspaceOf(request.params), request.body)
      return `${samlPaths.arrival}?word=${word}`
    }),
  )
  app.get(samlPaths.arrival, { config: anybody }, (request, reply) =>
    arriving(request, reply, (context) => goOn(context, String((request.query as { word?: unknown }).word))),
  )
}

function workspaceOf(params: unknown): WorkspaceId {
  const { workspaceId } = params as { workspaceId: string }
  if (!isId(workspaceId)) throw notFound()
  return workspaceId as WorkspaceId
}

/** Takes what a provider asserts, once; the word for it. */
async function take(context: UnguardedContext, workspaceId: WorkspaceId, body: unknown): Promise<string> {
  const { database, identity, visit, now } = context
  const { SAMLResponse: answer, RelayState: relayState } = await believing(async () => posted.parse(body))
  const providerId = await believing(async () => await providerNamed(context, workspaceId, claimedIssuer(answer)))
  const provider = await providerOf(context, { workspaceId, providerId })
  const self = samlSelf(visit.origin, workspaceId)
  const assertion = await believing(() => samlWayBack(samlOf(provider), self, answer, now()))
  const { inResponseTo, claims } = assertion
  if (inResponseTo === null && !provider.unsolicited) throw new NotLetIn('unasked')
  const isNew = await database.workspace(workspaceId, async (tx) => {
    await sql`delete from provider_assertions where expires_at < ${now()}`.execute(tx)
    const { numAffectedRows } = await sql`
      insert into provider_assertions (workspace_id, provider_id, assertion_id, expires_at)
      values (${workspaceId}, ${providerId}, ${assertion.id}, ${assertion.until}) on conflict do nothing`.execute(tx)
    return numAffectedRows === 1n
  })
  if (!isNew) throw new NotLetIn('expired', new Error('this assertion was shown before'))
  return await identity.trips.bring({ workspaceId, providerId, claims, inResponseTo, relayState })
}

/** Goes on with what was brought: it has to answer the request of the trip that this very browser is on. */
async function goOn(context: UnguardedContext, word: string): Promise<string> {
  const { trips } = context.identity
  const arrival = await trips.take(word)
  const trip = arrival?.inResponseTo === null ? null : await trips.end(context.visit)
  if (!arrival || (arrival.inResponseTo !== null && trip?.state !== arrival.inResponseTo)) throw new NotLetIn('expired')
  const { workspaceId, providerId, relayState, claims } = arrival
  const way = trip ?? { workspaceId, providerId, next: relayState, proves: null }
  if (way.providerId !== providerId) throw new NotLetIn('other')
  return await letIn(context, way, await providerOf(context, way), claims)
}

async function providerNamed(
  { database }: UnguardedContext,
  workspaceId: WorkspaceId,
  issuer: string,
): Promise<string> {
  const { rows } = await database.look(workspaceId, (tx) =>
    sql<{ id: string }>`select id from identity_providers where kind = 'saml' and issuer = ${issuer}`.execute(tx),
  )
  if (!rows[0]) throw new Error('no provider of this workspace is called so')
  return rows[0].id
}

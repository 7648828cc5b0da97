import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { UnguardedContext } from '#platform/http/callContext.ts'
import { loggable } from '#platform/http/loggable.ts'
import { asShown } from '#platform/http/problem.ts'
import { type Attributes, patched, replaced } from './attributes.ts'
import { type Ask, changeUser, createUser, removeUser } from './changes.ts'
import { descriptions, listed, mostAtOnce, scimPath, userSchema } from './describe.ts'
import { readFilter } from './filter.ts'
import { errorBody, ScimRefusal } from './refusal.ts'
import { findProvisioner, type Provisioner } from './tokens.ts'
import { listUsers, readUser, type User } from './users.ts'

const type = 'application/scim+json; charset=utf-8'
const users = `${scimPath}/Users`
// Who may call is asked by each request's token, which is nobody's session and no key of the API.
const config = { mayCall: 'anybody' } as const

/** SCIM 2.0 (RFC 7643, 7644): an identity provider brings people in, changes them and lets them go. */
export function scimRoutes(app: FastifyInstance): void {
  app.decorateRequest('provisioner', null)
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(/^application\/(scim\+)?json/, { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body as string, done),
  )
  app.addHook('onRequest', async (request) => {
    const { database, now } = await request.callContext()
    request.provisioner = await findProvisioner(database, request.headers.authorization, now())
    if (!request.provisioner) throw new ScimRefusal(401, 'Show a provisioning token: Authorization: Bearer …')
  })
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply))
  readRoutes(app)
  writeRoutes(app)
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: `${scimPath}/*`,
    config,
    handler: async (request, reply) => {
      const describe =
        request.method === 'GET' ? descriptions[`/${(request.params as { '*': string })['*']}`] : undefined
      if (describe) return reply.type(type).send(describe((await request.callContext()).visit.origin))
      throw new ScimRefusal(404, `Banso has no such address; see ${scimPath}/ResourceTypes.`)
    },
  })
}

const querySchema = z.object({
  filter: z.string().max(1000).optional(),
  startIndex: z.coerce.number().int().max(1_000_000).catch(1),
  count: z.coerce.number().int().catch(mostAtOnce),
})

function readRoutes(app: FastifyInstance): void {
  app.get(users, { config }, async (request, reply) => {
    const { filter, ...asked } = shaped(querySchema, request.query)
    const sought = filter === undefined ? null : readFilter(filter)
    const startIndex = Math.max(1, asked.startIndex)
    const count = Math.min(Math.max(0, asked.count), mostAtOnce)
    const { context, provisioner } = await callOf(request)
    const page = await context.database.look(provisioner.workspaceId, (tx) =>
      listUsers(tx, { sought, startIndex, count }),
    )
    const told = page.users.map((user) => resource(user, context.visit.origin))
    return reply.type(type).send(listed(told, page.total, startIndex))
  })
  app.get(`${users}/:id`, { config }, async (request, reply) => {
    const { context, provisioner } = await callOf(request)
    const user = await context.database.look(provisioner.workspaceId, (tx) => readUser(tx, idOf(request)))
    return reply.type(type).send(resource(user, context.visit.origin))
  })
}

const bodySchema = z.record(z.string(), z.unknown())
const operation = z.object({ op: z.string(), path: z.string().max(500).nullish(), value: z.unknown().optional() })
const patchSchema = z.object({ Operations: z.array(operation).min(1).max(1000) })
const nobody: Attributes = {
  userName: '',
  externalId: null,
  displayName: null,
  formatted: null,
  givenName: null,
  familyName: null,
  email: null,
  active: true,
}

function writeRoutes(app: FastifyInstance): void {
  app.post(users, { config }, async (request, reply) => {
    const given = replaced(nobody, shaped(bodySchema, request.body))
    if (given.userName === '') throw new ScimRefusal(400, 'userName is needed.', 'invalidValue')
    const user = await changing(request, (ask) => createUser(ask, given))
    const told = resource(user, (await request.callContext()).visit.origin)
    return reply.code(201).header('location', told.meta.location).type(type).send(told)
  })
  app.put(`${users}/:id`, { config }, async (request, reply) => {
    const body = shaped(bodySchema, request.body)
    const user = await changing(request, (ask) => changeUser(ask, idOf(request), (known) => replaced(known, body)))
    return reply.type(type).send(resource(user, (await request.callContext()).visit.origin))
  })
  app.patch(`${users}/:id`, { config }, async (request, reply) => {
    const operations = shaped(patchSchema, request.body).Operations.map(({ path, ...rest }) => ({
      ...rest,
      path: path ?? undefined,
    }))
    const user = await changing(request, (ask) => changeUser(ask, idOf(request), (known) => patched(known, operations)))
    return reply.type(type).send(resource(user, (await request.callContext()).visit.origin))
  })
  app.delete(`${users}/:id`, { config }, async (request, reply) => {
    await changing(request, (ask) => removeUser(ask, idOf(request)))
    return reply.code(204).send()
  })
}

/** All of a request is done, or nothing; open pages are told, and streams of whoever is out end. */
async function changing<T>(request: FastifyRequest, work: (ask: Ask) => Promise<T>): Promise<T> {
  const { context, provisioner } = await callOf(request)
  const { database, identity, live, now } = context
  return await database.workspace(provisioner.workspaceId, async (tx: Tx) => {
    const done = await work({ identity, now, tx, provisioner })
    await live.publish(provisioner.workspaceId, { topic: 'settings', ids: [] }, tx)
    return done
  })
}

async function callOf(request: FastifyRequest): Promise<{ context: UnguardedContext; provisioner: Provisioner }> {
  return { context: await request.callContext(), provisioner: request.provisioner! }
}

const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

function shaped<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const read = shape.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new ScimRefusal(400, `${issue!.path.join('.') || 'The body'}: ${issue!.message}`, 'invalidSyntax')
}

function resource({ id, name, createdAt, attributes }: User, origin: string) {
  const { userName, externalId, givenName, familyName, email, active } = attributes
  return {
    schemas: [userSchema],
    id,
    ...(externalId ? { externalId } : {}),
    userName,
    displayName: name,
    name: { formatted: name, ...(givenName ? { givenName } : {}), ...(familyName ? { familyName } : {}) },
    emails: [{ value: email, type: 'work', primary: true }],
    active,
    meta: { resourceType: 'User', created: createdAt.toISOString(), location: `${origin}${users}/${id}` },
  }
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ScimRefusal) {
    if (error.status === 401) void reply.header('www-authenticate', 'Bearer')
    return reply
      .code(error.status)
      .type(type)
      .send(errorBody(error.status, error.message, error.scimType))
  }
  const { status, message } = asShown(error)
  if (status >= 500) request.log.error({ part: 'scim', error: loggable(error) }, 'a request of a provider failed')
  return reply
    .code(status)
    .type(type)
    .send(errorBody(status, message, status === 400 ? 'invalidSyntax' : null))
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls by a provisioning token; null elsewhere. */
    provisioner: Provisioner | null
  }
}

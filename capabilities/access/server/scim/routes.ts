import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loggable } from '#platform/http/loggable.ts'
import { asShown } from '#platform/http/problem.ts'
import { descriptions, scimPath } from './describe.ts'
import { readGroups, writeGroups } from './groupRoutes.ts'
import { errorBody, ScimRefusal } from './refusal.ts'
import { callOf, config, type } from './request.ts'
import { findProvisioner } from './tokens.ts'
import { readUsers, writeUsers } from './userRoutes.ts'

/** SCIM 2.0 (RFC 7643, 7644): an identity provider brings people in, changes them, lets them go, and tells of its groups. */
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
  for (const routes of [readUsers, writeUsers, readGroups, writeGroups]) routes(app)
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: `${scimPath}/*`,
    config,
    handler: async (request, reply) => {
      const describe =
        request.method === 'GET' ? descriptions[`/${(request.params as { '*': string })['*']}`] : undefined
      if (describe) return reply.type(type).send(describe((await callOf(request)).origin))
      throw new ScimRefusal(404, `Banso has no such address; see ${scimPath}/ResourceTypes.`)
    },
  })
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

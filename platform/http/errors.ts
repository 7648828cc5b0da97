import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loggable, loggablePath } from './loggable.ts'
import { asShown, problemOf } from './problem.ts'

/** Answers every error with a problem document: those of raw routes, of reading the request, of the host itself. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.addHook('onSend', async (_request, reply) => {
    const seconds = retryAfter[reply.statusCode]
    if (seconds && !reply.hasHeader('retry-after')) reply.header('retry-after', seconds)
  })
}

// Seconds after which it is worth asking again: a store is back soon, space is made by somebody.
const retryAfter: Record<number, number> = { 503: 5, 507: 30 }

/** The error for an address where nothing is. */
export function nothingThere(): Error {
  return Object.assign(new Error('nothing at this address'), { statusCode: 404 })
}

/** Answers with the problem document of an error, and logs what is our own fault. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const shown = asShown(error)
  if (shown.status >= 500) request.log.error({ error: loggable(error), route: loggablePath(request.url) }, shown.code)
  return reply
    .code(shown.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(shown, request.language(), request.id)))
}

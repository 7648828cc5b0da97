import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { type AnyProcedure, type AnyRouter, ORPCError, type Router } from '@orpc/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RouteMeta } from '#kernel/exchange.ts'
import type { Problem } from '#kernel/problem.ts'
import { bulkReadOf, type NoteRead } from './bulkRead.ts'
import type { UnguardedContext } from './callContext.ts'
import { answerTagged, asPrecondition, takesVersion, type Versions, versionOf, withVersion } from './etag.ts'
import { mayCallOf, permit, refuseGrowing, refuseKeys, refuseOwing, refuseUnseen, refuseViewing } from './guard.ts'
import { nameRoute } from '#platform/telemetry/requests.ts'
import { isOverwhelming } from './jsonShape.ts'
import { asShown } from './problem.ts'
import { askProof, proofOf } from './proof.ts'
import { type Answers, answerRepeated, keepAnswer } from './repeat.ts'

export const apiPrefix = '/api/v1'

/** Fifteen times the longest answer a page should wait for; what takes longer is a job. */
const handlerTimeout = 30_000

// Which of the routes behind one pattern a request came to is known where it is only a context.
const requestsOf = new WeakMap<UnguardedContext, FastifyRequest>()

// What a request says of versions goes to the route, and what the route read of them to where the answer is written.
const versionsOf = new WeakMap<UnguardedContext, Versions>()

// The document goes from where the language is known to where the answer is written, on the error itself.
const documents = new WeakMap<object, Problem>()

/** Mounts the routes of all capabilities under /api/v1, each guarded by what its contract states. */
export function mountApi(app: FastifyInstance, router: AnyRouter, answers: Answers, noteRead: NoteRead): void {
  const handler = new OpenAPIHandler<UnguardedContext>(router as Router<AnyContractRouter, UnguardedContext>, {
    clientInterceptors: [
      async (options) => {
        const { meta, route } = options.procedure['~orpc']
        const request = requestsOf.get(options.context)
        if (request) nameRoute(request, `${apiPrefix}${route.path}`)
        refuseViewing(options.context, route.method, meta)
        permit(options.context, mayCallOf(meta))
        refuseOwing(options.context, mayCallOf(meta), meta['owing'])
        refuseKeys(options.context, meta)
        refuseUnseen(options.context, meta['sees'])
        refuseGrowing(options.context.files.disk.taking(), route.method, meta)
        askProof(options.context, proofOf(meta), options.context.now())
        const output = await heedingVersions(options, (input) => options.next({ ...options, input }))
        const { bulk } = meta as Partial<RouteMeta>
        const { callerOrNull: caller, visit } = options.context
        // Before it is answered: what nobody knows of is shown to nobody.
        if (bulk && caller) await noteRead(caller, bulkReadOf(bulk, route.path, options.input, output), visit)
        return output
      },
    ],
    interceptors: [
      async (options) => {
        try {
          return await options.next()
        } catch (error) {
          const shown = asShown(error)
          documents.set(shown, options.context.problem(shown, error))
          throw shown
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) => documents.get(error),
  })

  void app.register(
    async (api) => {
      readOnlyJson(api)
      api.decorateRequest('repeatable', null)
      api.addHook('onSend', async (request, reply, payload) => {
        if (reply.statusCode >= 400) reply.header('content-type', 'application/problem+json')
        await keepAnswer(request, reply, payload, answers)
      })
      answerTagged(api)
      api.route({
        method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/*',
        handlerTimeout,
        handler: async (request, reply) => {
          const context = await request.callContext()
          request.versions = { ifMatch: request.method === 'GET' ? undefined : request.headers['if-match'] }
          requestsOf.set(context, request)
          versionsOf.set(context, request.versions)
          if (await answerRepeated(request, reply, context.callerOrNull, answers)) return reply
          const { matched } = await handler.handle(request, reply, { prefix: apiPrefix, context })
          if (!matched) throw new ORPCError('NOT_FOUND', { status: 404 })
          return reply
        },
      })
    },
    { prefix: apiPrefix },
  )
}

type Call = {
  readonly context: UnguardedContext
  readonly procedure: AnyProcedure
  readonly path: readonly string[]
  readonly input: unknown
}

/** Makes the call with the version that `If-Match` names, and notes the version of what it read. */
async function heedingVersions<T>(call: Call, next: (input: unknown) => Promise<T>): Promise<T> {
  const versions = versionsOf.get(call.context)
  const ifMatch = versions?.ifMatch
  const isTaken = takesVersion(call.procedure['~orpc'].inputSchema, call.path)
  try {
    const output = await next(withVersion(call.input, ifMatch, isTaken))
    if (versions) versions.read = versionOf(output, call.input)
    return output
  } catch (error) {
    throw asPrecondition(error, ifMatch)
  }
}

/** Bodies are JSON or nothing; what pollutes prototypes is refused. */
function readOnlyJson(api: FastifyInstance): void {
  api.removeAllContentTypeParsers()
  const parse = api.getDefaultJsonParser('error', 'error')
  api.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (body.length === 0) return undefined
    if (await isOverwhelming(body)) throw new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 })
    return new Promise((resolve, reject) => {
      void parse(request, body.toString(), (error, value) => (error ? reject(error) : resolve(value)))
    })
  })
}

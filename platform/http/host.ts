import { randomBytes } from 'node:crypto'
import type { AnyRouter } from '@orpc/server'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { uuidV7 } from '#kernel/id.ts'
import { databaseAway } from '#platform/database/watch.ts'
import type { Disk } from '#platform/files/disk.ts'
import { apiPrefix, mountApi } from './api.ts'
import { type CallParts, callContexts } from './callContext.ts'
import { answerErrors, nothingThere, sendProblem } from './errors.ts'
import { sayGoodbye } from './goodbye.ts'
import { type RouteFact, routesOf } from './guard.ts'
import { type Described, openApiDocument } from './openApi.ts'
import { loggablePath } from './loggable.ts'
import { diskTakesNothing, noSpace } from './problem.ts'
import { mountRaw, type RawRoutes } from './raw.ts'
import { secureHeaders } from './secureHeaders.ts'
import { mountWeb } from './web.ts'
import { type Figure, mountMetrics } from '#platform/telemetry/metrics.ts'
import { mountReadiness, type Readiness } from '#platform/telemetry/readiness.ts'
import { traceIdOf, traceRequests } from '#platform/telemetry/requests.ts'

export type HostOptions = {
  /** The routes of all capabilities, composed: `{ access: accessRoutes, accounts: accountsRoutes, … }`. */
  readonly router: AnyRouter
  /** Routes that speak to Fastify directly: ingest, uploads, downloads, the live stream. */
  readonly raw: readonly RawRoutes[]
  /** What every call is given. */
  readonly parts: CallParts
  /** Where the built web application lies; without it only the API answers. */
  readonly web?: string
  /** Whether Banso can be used now; /healthz answers by it. */
  readonly ready: () => boolean | Promise<boolean>
  /** Whether each store answers now; /readyz tells it. */
  readonly readiness?: Readiness
  /** What is shown at /metrics to who shows the token. */
  readonly metrics?: { readonly token: string; readonly figures: () => Promise<readonly Figure[]> }
  /** Whether the database gives no sign of life: what needs it is then refused at once, rather than left to wait. */
  readonly isAway?: () => boolean
  /** Banso's own address where the operator stated one (behind a proxy, with TLS). */
  readonly publicUrl?: string
  /** Whose X-Forwarded-* headers are believed: addresses or ranges of the operator's own proxies. */
  readonly trustProxy?: string | readonly string[]
  readonly log: Logger
  /** The product's version, for the API's description. */
  readonly version: string
  /** What that description says beside what contracts say. */
  readonly described?: Described
}

const undescribed: Described = { shapes: async () => new Map(), tags: {} }

export type Host = { readonly app: FastifyInstance; readonly routes: readonly RouteFact[] }

/**
 * The one HTTP server: the API under /api/v1, raw routes, the web application, /healthz. Throws where a route does not
 * say who may call it. The caller lets it listen (`app.listen`) and closes it (`app.close`).
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const routes = routesOf(options.router, apiPrefix)
  const publicUrl = options.publicUrl ? new URL(options.publicUrl) : null
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidV7(Date.now(), randomBytes(10)),
    trustProxy: options.trustProxy ? [options.trustProxy].flat() : false,
    bodyLimit: 1_048_576,
    requestTimeout: 300_000, // a large upload on a slow line; headers alone get 15 s
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16_384 },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance

  traceRequests(app, ({ url }) => isUntold(url) || url.startsWith(livePath))
  sayGoodbye(app)
  secureHeaders(app, publicUrl)
  callContexts(app, options.parts, publicUrl)
  answerErrors(app)
  refuseWhatDiskCannotTake(app, options.parts.files.disk)
  refuseWhileAway(app, options.isAway)
  logRequests(app)

  app.get('/healthz', async (_request, reply) => {
    const ready = await options.ready()
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready })
  })
  if (options.readiness) mountReadiness(app, options.readiness, options.parts.files.disk.taking)
  if (options.metrics) mountMetrics(app, options.metrics)
  const document = openApiDocument(options.router, options.version, options.described ?? undescribed)
  app.get(`${apiPrefix}/openapi.json`, async (_request, reply) => reply.send(await document()))
  const { answers, noteRead } = options.parts
  mountApi(app, options.router, answers, noteRead)
  for (const raw of options.raw) routes.push(...(await mountRaw(app, raw, noteRead)))
  const sendPage = options.web ? await mountWeb(app, options.web) : () => false
  app.setNotFoundHandler((request, reply) => {
    if (!sendPage(request, reply)) sendProblem(nothingThere(), request, reply)
  })
  await app.ready()
  return { app, routes }
}

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

// Before anything of a body is read, and before a database is asked that may not answer. Routes of contracts say of
// themselves what they do, and are asked later (`refuseGrowing`).
function refuseWhatDiskCannotTake(app: FastifyInstance, disk: Disk): void {
  app.addHook('onRequest', async ({ method, routeOptions: { config } }) => {
    const taking = disk.taking()
    if (taking === 'all' || !changes.has(method)) return
    if (taking === 'nothing') throw diskTakesNothing()
    if (config.mayCall && method !== 'DELETE' && method !== 'PATCH' && !config.whenFull) throw noSpace()
  })
}

// Pages and their files need no database; all else does.
function refuseWhileAway(app: FastifyInstance, isAway: HostOptions['isAway']): void {
  if (!isAway) return
  app.addHook('onRequest', async ({ method, url }) => {
    if (isAway() && (url.startsWith('/api/') || method === 'POST')) throw databaseAway()
  })
}

// Asked every few seconds for as long as it runs.
const unlogged = new Set(['/healthz', '/readyz', '/metrics'])
const isUntold = (url: string) => url.startsWith('/assets/') || unlogged.has(url)

// Open for as long as its page is: how long that took tells nothing.
const livePath = `${apiPrefix}/live`

// One line per request, by route and ids: no query, no body, no address, no name.
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isUntold(request.url)) return
    request.log.info(
      {
        method: request.method,
        path: loggablePath(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        workspaceId: request.caller?.workspaceId,
        personId: request.caller?.personId,
        traceId: traceIdOf(request),
      },
      'request',
    )
  })
}

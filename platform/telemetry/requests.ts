import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isTracing, type OpenSpan, openSpan } from './traces.ts'

const spans = new WeakMap<FastifyRequest, OpenSpan>()
const named = new WeakMap<FastifyRequest, string>()

/**
 * A span for every request but those that `leftOut` names, by the pattern of its route: never by its address. No trace is
 * taken over from a `traceparent` of outside: whoever calls would decide what is kept.
 */
export function traceRequests(app: FastifyInstance, leftOut: (request: FastifyRequest) => boolean): void {
  if (!isTracing()) return
  app.addHook('onRequest', (request, _reply, done) => {
    const span = leftOut(request)
      ? null
      : openSpan(`${request.method} ${routeOf(request)}`, {
          'http.request.method': request.method,
          'banso.request_id': request.id,
        })
    if (!span) return done()
    spans.set(request, span)
    span.enter(done)
  })
  // What reads a body is called by the socket, outside of what the request began.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) span.enter(done)
    else done()
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    const route = named.get(request) ?? routeOf(request)
    const span = spans.get(request)
    span?.rename(`${request.method} ${route}`)
    const answered = { 'http.route': route, 'http.response.status_code': statusCode }
    span?.end(answered, statusCode >= 500 ? String(statusCode) : undefined)
  })
}

/** Says which route of several behind one pattern a request has come to. */
export function nameRoute(request: FastifyRequest, route: string): void {
  if (spans.has(request)) named.set(request, route)
}

/** The trace of a request, for its line in the log; undefined where there is none. */
export function traceIdOf(request: FastifyRequest): string | undefined {
  return spans.get(request)?.traceId
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'nothing there'
}

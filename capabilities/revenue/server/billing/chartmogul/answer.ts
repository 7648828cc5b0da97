import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { isId } from '#kernel/id.ts'
import type { Arrival, BillingTools, KnownSource } from '../door.ts'
import { findByKey, received } from '../known.ts'

/** A request that is not done, in the form in which API clients of ChartMogul read errors. */
export class Refusal extends Error {
  readonly status: number
  readonly body: object

  constructor(status: number, message: string, more: object = {}) {
    super(message)
    this.status = status
    this.body = { code: status, message, param: null, ...more }
  }
}

/** A request of an API client, within a transaction of the workspace that its key is for. */
export type Ask = Arrival & {
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: unknown
}

export type Answer = { readonly status?: number; readonly body?: object }
export type Handler = (ask: Ask) => Promise<Answer>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Bytes that one request may have: some ten thousand lines of invoices. */
const bodyLimit = 8 * 1024 * 1024

/** Mounts one route: the key is looked up before anything of the body is read. All of a request is done, or nothing. */
export function mount(
  app: FastifyInstance,
  tools: BillingTools,
  method: Method,
  url: string,
  handler: Handler,
  before?: (tools: BillingTools, source: KnownSource) => Promise<void>,
): void {
  app.route({
    method,
    url,
    bodyLimit,
    config: { mayCall: 'anybody' },
    onRequest: async (request) => {
      request.billingSource = await authenticate(tools, request.headers.authorization)
    },
    handler: async (request, reply) => {
      const source = request.billingSource!
      await before?.(tools, source)
      const answer = await tools.database.workspace(source.workspaceId, async (tx) => {
        const done = await handler({
          ...tools,
          tx,
          source,
          params: request.params as Ask['params'],
          query: request.query as Ask['query'],
          body: request.body ?? {},
        })
        if (method !== 'GET') await received(tx, source, tools.now())
        return done
      })
      if (method !== 'GET') await tools.live.publish(source.workspaceId, { topic: 'ingest', ids: [] })
      return answer.body === undefined
        ? reply.code(answer.status ?? 204).send()
        : reply.code(answer.status ?? 200).send(answer.body)
    },
  })
}

/** Whose key a request carries: the user name of HTTP Basic. */
async function authenticate(tools: BillingTools, authorization: string | undefined): Promise<KnownSource> {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ')
  const key = /^basic$/i.test(scheme) ? Buffer.from(value, 'base64').toString().split(':', 1)[0] : ''
  const source = key ? await findByKey(tools.database, key) : null
  if (!source) throw new Refusal(401, 'No valid API key provided')
  return source
}

/** A body in a shape, or the fields that are wrong with it. */
export function shaped<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const read = shape.safeParse(body)
  if (read.success) return read.data
  const errors = Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]))
  throw new Refusal(422, 'The request cannot be used; nothing of it was kept.', { errors })
}

/** An id with its prefix (`cus_…`) as a plain one; what cannot be one is not there. */
export function idOf(prefix: string, text: string | undefined): string {
  const id = text?.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : ''
  if (!isId(id)) throw nothing(text)
  return id
}

/** That something is not there. */
export function nothing(what: string | undefined): Refusal {
  return new Refusal(404, `There is no ${what ?? 'such thing'} here.`)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The billing source whose key a request carries. */
    billingSource: KnownSource | null
  }
}

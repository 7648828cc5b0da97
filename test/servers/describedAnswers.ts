import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { apiPrefix } from '#platform/http/api.ts'
import type { RouteFact } from '#platform/http/guard.ts'
import { openApiDocument } from '#platform/http/openApi.ts'
import { router } from '#start/catalogue.ts'
import { described } from '#start/described.ts'
import { atEnd } from './ending.ts'

type Operation = { responses: Record<string, { $ref?: string; content?: Record<string, object> }> }
type Place = { pattern: RegExp; at: string; methods: Record<string, Operation> }
type Description = { places: Place[]; validatorAt: (pointer: string) => ValidateFunction | undefined }

const document = openApiDocument(router, '0.0.0', described)
let description: Promise<Description> | undefined

/**
 * Stands between a server and whoever asks it, and holds every answer of the API against its description: the status, the
 * media type, the body. What differs fails the tests of the file at their end.
 */
export function holdAnswersToDescription(server: Server, routes: readonly RouteFact[]): void {
  const raw = routes.filter(({ kind }) => kind === 'raw')
  const differences = new Set<string>()
  const checks: Promise<unknown>[] = []
  server.prependListener('request', (request, response) => {
    if (!request.url?.startsWith(`${apiPrefix}/`)) return
    listen(response, (sent) => {
      const check = differenceOf(request, sent, raw).then((found) => found && differences.add(found))
      checks.push(check)
    })
  })
  atEnd(async () => {
    await Promise.all(checks)
    expect([...differences], 'answers that are not as the API describes them').toEqual([])
  })
}

type Sent = { status: number; type: string; body: string }

/** Collects what is sent until the end. Headers that are given with the head are known nowhere else. */
function listen(response: ServerResponse, done: (sent: Sent) => void): void {
  const parts: Buffer[] = []
  let type = ''
  const keep = (part: unknown) => {
    if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part as string))
  }
  const { write, end, writeHead } = response
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    const given = args.find((arg) => typeof arg === 'object') as Record<string, string> | undefined
    type = String(given?.['content-type'] ?? response.getHeader('content-type') ?? '')
    return writeHead.apply(response, args)
  }) as typeof writeHead
  response.write = ((...args: Parameters<typeof write>) => (keep(args[0]), write.apply(response, args))) as typeof write
  response.end = ((...args: Parameters<typeof end>) => (keep(args[0]), end.apply(response, args))) as typeof end
  response.once('finish', () =>
    done({ status: response.statusCode, type: type.split(';', 1)[0]!, body: Buffer.concat(parts).toString() }),
  )
}

async function differenceOf(
  { url, method: verb }: IncomingMessage,
  sent: Sent,
  raw: readonly RouteFact[],
): Promise<string | null> {
  description ??= read()
  const { places, validatorAt } = await description
  const [path = ''] = url!.slice(apiPrefix.length).split('?', 1)
  const method = verb!.toLowerCase()
  const place = places.find(({ pattern, methods }) => pattern.test(path) && methods[method])
  // Files and streams are no exchange of the contract.
  if (!place || raw.some((route) => route.method === verb && patternOf(route.path).test(apiPrefix + path))) return null
  const { status: statusCode, type, body } = sent
  const what = `${verb} ${place.at} ${statusCode}`
  const { responses } = place.methods[method]!
  if (statusCode === 304) return body === '' ? null : `${what} has a body`
  const status = responses[statusCode] ? `${statusCode}` : 'default'
  if (statusCode < 400 && status === 'default') return `${what} is not described`
  const { $ref } = responses[status]!
  const pointer = $ref ?? `#/${['paths', place.at, method, 'responses', status].map(escaped).join('/')}`
  const isRight = validatorAt(`${pointer}/content/${escaped(type)}/schema`)
  if (!isRight) return `${what} is ${type}`
  if (isRight(parsed(body))) return null
  const [error] = isRight.errors!
  return `${what} ${error!.instancePath.replace(/\/\d+/g, '/#')} ${error!.message}`
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`)
const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

async function read(): Promise<Description> {
  const { paths, components } = (await document()) as unknown as {
    paths: Record<string, Place['methods']>
    components: object
  }
  const ajv = addFormats.default(new Ajv2020({ strict: false, validateFormats: true }))
  ajv.addSchema({ $id: 'banso:api', paths, components })
  const places = Object.entries(paths).map(([at, methods]) => {
    return { at, methods, pattern: patternOf(at), open: at.split('{').length }
  })
  // What is written out comes before what a part of the address may be.
  places.sort((a, b) => a.open - b.open)
  return { places, validatorAt: (pointer) => ajv.getSchema(`banso:api${encodeURI(pointer)}`) }
}

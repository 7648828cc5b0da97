import { addressOf } from './address.ts'
import { etagOf, keepTag } from './etags.ts'
import type { Banso } from './generated/banso.ts'
import { routes } from './generated/routes.ts'
import { errorOf } from './problem.ts'
import { withRetries } from './retry.ts'
import type { CallOptions } from './types.ts'

export type ClientOptions = {
  /** Where Banso is, such as `https://banso.example.co.jp`. */
  readonly url: string | URL
  /** An API key, `banso_…`. */
  readonly key: string
  /** How often a call is made again that failed in passing (429, 502, 503, 504, no connection); 4 unless told. */
  readonly retries?: number
  /** The language of errors; Japanese unless told. */
  readonly language?: 'ja' | 'en'
}

type Route = readonly [method: string, path: string]
type Routes = { readonly [name: string]: Route | Routes }
type Given = Record<string, unknown>

/** A client with a function for each operation, under the names of the API's description. Throws BansoError. */
export function createClient(options: ClientOptions): Banso {
  const send = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${options.key}`)
    headers.set('accept-language', options.language ?? 'ja')
    const url = new URL(`/api/v1${path}`, options.url)
    return withRetries(() => fetch(url, { ...init, headers }), options.retries ?? 4, init.signal ?? undefined)
  }
  const methodOf = (route: Route) => {
    const call = (given: Given = {}, how: CallOptions = {}) => callRoute(send, route, given, how)
    return Object.assign(call, { each: (given: Given = {}, how: CallOptions = {}) => eachOf(call, given, how) })
  }
  return { ...branch(routes, methodOf), fetch: send } as unknown as Banso
}

function branch(of: Routes, methodOf: (route: Route) => unknown): object {
  return Object.fromEntries(
    Object.entries(of).map(([name, inner]) => [name, isRoute(inner) ? methodOf(inner) : branch(inner, methodOf)]),
  )
}

const isRoute = (value: Route | Routes): value is Route => Array.isArray(value)

async function callRoute(send: Banso['fetch'], [method, path]: Route, given: Given, how: CallOptions) {
  const { address, body } = addressOf(method, path, given)
  const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
  if (method !== 'GET') headers.set('idempotency-key', how.idempotencyKey ?? crypto.randomUUID())
  const [known, seen] = [how.known && etagOf(how.known), tagOf(how.ifMatch)]
  if (known) headers.set('if-none-match', known)
  if (seen) headers.set('if-match', seen)
  const answer = await send(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(how.signal ? { signal: how.signal } : {}),
  })
  if (answer.status === 304) return how.known
  if (!answer.ok) throw await errorOf(answer)
  const text = await answer.text()
  const told: unknown = text === '' ? undefined : JSON.parse(text)
  keepTag(told, answer.headers.get('etag'))
  return told
}

function tagOf(seen: object | string | undefined): string | undefined {
  if (typeof seen !== 'object') return seen
  const tag = etagOf(seen)
  if (!tag) throw new TypeError('ifMatch is no answer of this client that came with an ETag')
  return tag
}

/** The rows of a list from where `given` begins, page by page. */
async function* eachOf(call: (given: Given, how: CallOptions) => Promise<unknown>, given: Given, how: CallOptions) {
  for (let cursor = given['cursor']; ; ) {
    const page = (await call({ ...given, ...(cursor ? { cursor } : {}) }, how)) as {
      rows: unknown[]
      next: string | null
    }
    yield* page.rows
    if (!page.next) return
    cursor = page.next
  }
}

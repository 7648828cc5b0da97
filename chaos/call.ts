import { administrator } from './ingest/product.ts'

type Door = { at: () => Promise<{ address: string }> }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'
export type Call = <T = unknown>(method: Method, path: string, body?: object) => Promise<T>

/** The API as the administrator asks it, wherever the product answers at the moment. */
export async function signedIn(product: Door): Promise<Call> {
  const session = await send(product, '', 'POST', '/session', administrator)
  const cookie = session.headers.getSetCookie().map((each) => each.split(';', 1)[0])
  return callsOf(product, cookie.join('; '))
}

/** The same in a session that is there already. What is refused is thrown. */
export function callsOf(product: Door, cookie: string): Call {
  return async (method, path, body) => (await send(product, cookie, method, path, body)).json()
}

async function send(product: Door, cookie: string, method: Method, path: string, body?: object): Promise<Response> {
  const { address } = await product.at()
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(30_000),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

import { administrator, type Product } from './ingest/product.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'
export type Call = <T = unknown>(method: Method, path: string, body?: object) => Promise<T>

/** The API as the administrator asks it, wherever the product answers at the moment. What is refused is thrown. */
export async function signedIn(product: Pick<Product, 'at'>): Promise<Call> {
  const send = async (method: Method, path: string, headers: Record<string, string>, body?: object) => {
    const { address } = await product.at()
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(30_000),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const session = await send('POST', '/session', {}, administrator)
  const cookie = session.headers.getSetCookie().map((each) => each.split(';', 1)[0])
  return async (method, path, body) => (await send(method, path, { cookie: cookie.join('; ') }, body)).json()
}

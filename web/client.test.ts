import { afterEach, expect, test, vi } from 'vitest'
import { api, connect, problemOf } from './client.ts'

type Asked = { url: string; init: RequestInit }
let asked: Asked[] = []

function answer(status: number, body: unknown): void {
  asked = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }))
  })
}
afterEach(() => vi.unstubAllGlobals())

connect({
  shop: { item: { get: ['GET', '/items/{id}'], change: ['PATCH', '/items/{id}'], remove: ['DELETE', '/items/{id}'] } },
})
// oxlint-disable-next-line typescript/no-explicit-any -- a contract of the test's own would be longer than the test
const item = (api<any>('shop') as any).item

test('what the path names goes into the path, the rest of a question into the query', async () => {
  answer(200, { ok: true })
  expect(await item.get.call({ id: 'a/b', deep: true, none: undefined })).toEqual({ ok: true })
  expect(asked[0]?.url).toBe('/api/v1/items/a%2Fb?deep=true')
})

test('the rest of a change goes into the body; without a rest there is no body', async () => {
  answer(200, {})
  await item.change.call({ id: '1', name: null, tags: ['x'] })
  expect(asked[0]).toMatchObject({
    url: '/api/v1/items/1',
    init: { method: 'PATCH', body: '{"name":null,"tags":["x"]}' },
  })
  answer(204, undefined)
  expect(await item.remove.call({ id: '1' })).toBeUndefined()
  expect(asked[0]?.init.body).toBeUndefined()
})

test('a refusal carries what the server told; what nobody can read is told by its status', async () => {
  answer(422, { code: 'REFUSED', title: 'no', status: 422, issues: [] })
  expect(problemOf(await item.change.call({ id: '1' }).catch((error: unknown) => error))).toMatchObject({
    code: 'REFUSED',
  })
  answer(502, 'Bad gateway')
  expect(problemOf(await item.get.call({ id: '1' }).catch((error: unknown) => error))).toMatchObject({
    code: 'HTTP_502',
  })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  expect(problemOf(await item.get.call({ id: '1' }).catch((error: unknown) => error)).code).toBe('OFFLINE')
})

test('a question that fell between two tokens of a session is asked once more, a change is not', async () => {
  answer(401, { code: 'UNAUTHORIZED', title: 'no', status: 401 })
  for (const call of [item.get, item.change])
    expect(problemOf(await call.call({ id: '1' }).catch((error: unknown) => error)).code).toBe('UNAUTHORIZED')
  expect(asked.map(({ init }) => init.method)).toEqual(['GET', 'GET', 'PATCH'])
})

test('a question that fell out of a session waits for the change that brings the new token', async () => {
  let token = 'old'
  const asks: string[] = []
  vi.stubGlobal('fetch', async (_url: string, { method }: RequestInit) => {
    asks.push(method!)
    if (method === 'GET') return new Response('{}', { status: token === 'new' ? 200 : 401 })
    await new Promise((resolve) => setImmediate(resolve))
    token = 'new'
    return new Response('{}')
  })
  const [, told] = await Promise.all([item.change.call({ id: '1' }), item.get.call({ id: '1' })])
  expect([told, asks]).toEqual([{}, ['PATCH', 'GET', 'GET']])
})

test('a question has a key by which the live stream finds it', () => {
  expect(item.get.queryOptions({ input: { id: '1' }, staleTime: 5 })).toMatchObject({
    queryKey: [['shop', 'item', 'get'], { input: { id: '1' }, type: 'query' }],
    staleTime: 5,
  })
  expect(item.key()).toEqual([['shop', 'item'], {}])
})

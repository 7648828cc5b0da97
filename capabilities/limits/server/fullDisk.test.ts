import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Taking } from '#kernel/taking.ts'
import { unwatchedDisk } from '#platform/files/disk.ts'
import { buildWriteKey } from '#test/build/usage.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let key: string
let taking: Taking = 'all'
beforeAll(async () => {
  server = await testServer({ disk: { ...unwatchedDisk('/'), taking: () => taking } })
  admin = await server.signIn()
  key = await buildWriteKey(server.database, server.workspace)
})
beforeEach(() => {
  taking = 'all'
})

const send = (method: string, to: string, body: unknown = {}) =>
  admin.fetch(to, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const track = () =>
  fetch(`${server.address}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ event: 'x', userId: 'u', messageId: crypto.randomUUID() }),
  })
const asTold = async (answer: Response) => {
  const { code, title, detail } = (await answer.json()) as { code: string; title: string; detail: string }
  return { status: answer.status, code, retryAfter: answer.headers.get('retry-after'), told: Boolean(title && detail) }
}

test('on a disk that is nearly full what grows is refused with what to do, and nothing of it is kept', async () => {
  taking = 'little'
  const refusal = { status: 507, code: 'NO_SPACE', retryAfter: '30', told: true }
  expect(await asTold(await send('POST', '/api/v1/accounts', { name: 'さくら' }))).toEqual(refusal)
  expect(await asTold(await track())).toEqual(refusal)
  expect(await asTold(await send('POST', '/api/v1/imports', {}))).toEqual(refusal)
  expect((await admin.api.accounts.list({})).rows).toEqual([])
})

test('meanwhile people look, change, delete and sign in', async () => {
  const { id } = await admin.api.accounts.views.create({ name: '担当', columns: ['name'] })
  taking = 'little'
  const wrong = { email: 'nobody@example.co.jp', password: 'wrong horse' }
  expect((await send('POST', '/api/v1/session', wrong)).status).toBe(422) // heard, and known to nobody
  expect((await send('PATCH', '/api/v1/me', { locale: 'en' })).status).toBe(200)
  expect((await send('DELETE', `/api/v1/views/${id}`)).status).toBe(200)
  expect((await admin.fetch('/api/v1/me')).status).toBe(200)
})

test('a disk that takes no write refuses every change at once, and pages can be looked at', async () => {
  taking = 'nothing'
  const refusal = { status: 503, code: 'UNAVAILABLE', retryAfter: '5', told: true }
  for (const method of ['POST', 'PATCH', 'DELETE'])
    expect(await asTold(await send(method, '/api/v1/me'))).toEqual(refusal)
  expect(await asTold(await track())).toEqual(refusal)
  expect((await admin.fetch('/api/v1/me')).status).toBe(200)
})

test('everybody is told that it is refused, and administrators how much is left', async () => {
  taking = 'little'
  const csm = await server.signIn('csm')
  expect(await csm.api.limits.warning()).toEqual({ taking: 'little', level: 'fine', free: null })
  expect(await admin.api.limits.warning()).toMatchObject({ taking: 'little', free: expect.any(Number) })
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { implement } from '@orpc/server'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { exchange, fieldClasses, type Permission } from '#kernel/exchange.ts'
import { unwatchedDisk } from '#platform/files/disk.ts'
import type { CallParts } from './callContext.ts'
import type { CallContext, Caller } from './context.ts'
import { createHost, type Host } from './host.ts'
import { openShares } from './share.ts'

const contract = {
  greet: exchange
    .route({ method: 'POST', path: '/greetings/{name}' })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ name: z.string().max(5), times: z.number().int().optional() }))
    .output(z.object({ text: z.string() })),
  secret: exchange.route({ method: 'GET', path: '/secret' }).meta({ mayCall: 'audit.read' }).output(z.string()),
  away: exchange.route({ method: 'GET', path: '/away' }).meta({ mayCall: 'anybody' }).output(z.string()),
  broken: exchange.route({ method: 'GET', path: '/broken' }).meta({ mayCall: 'signedIn' }).output(z.string()),
}
const routes = implement(contract).$context<CallContext>()
const router = routes.router({
  greet: routes.greet.handler(({ input }) => ({ text: `Hello ${input.name}` })),
  secret: routes.secret.handler(({ context }) => context.caller.name),
  away: routes.away.handler(() => {
    throw Object.assign(new Error('down'), { code: '57P01' })
  }),
  broken: routes.broken.handler(() => {
    throw new Error('secret of the database: Yamada Hanako')
  }),
})

const callers: Record<string, Permission[]> = { viewer: [], auditor: ['audit.read'] }
const findCaller = async (token: string) => {
  const permissions = callers[token]
  return permissions
    ? ({
        name: token,
        permissions: new Set(permissions),
        fieldClasses: new Set(fieldClasses),
        locale: 'en',
      } as unknown as Caller)
    : null
}
const shares = openShares(async (_sharer, amount) => ({ taken: amount, secondsLeft: 60 }), Date.now)
const parts = { findCaller, shares, files: { disk: unwatchedDisk('/') }, now: () => new Date() } as unknown as CallParts
const options = { raw: [], parts, ready: () => true, log: pino({ level: 'silent' }), version: '0.0.0' }
let host: Host
let base: string
beforeAll(async () => {
  host = await createHost({ ...options, router })
  base = await host.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => host.app.close())

type Asked = Omit<RequestInit, 'headers'> & { as?: string; headers?: Record<string, string> }
const ask = (at: string, init: Asked = {}) =>
  fetch(`${base}/api/v1${at}`, {
    ...init,
    headers: { ...init.headers, ...(init.as ? { cookie: `banso_session=${init.as}.signature` } : {}) },
  })
const json = { 'content-type': 'application/json' }

test('a route answers, with a request id and headers that keep browsers careful', async () => {
  const answer = await ask('/greetings/Hana', { method: 'POST' })
  expect(await answer.json()).toEqual({ text: 'Hello Hana' })
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('what cannot be read is told by field, as a problem document in the language asked for', async () => {
  const answer = await ask('/greetings/Hanako', {
    method: 'POST',
    headers: { ...json, 'accept-language': 'en' },
    body: '{"times":1.5}',
  })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({
    type: 'urn:banso:problem:bad_request',
    code: 'BAD_REQUEST',
    title: 'The request could not be read',
    issues: [
      { field: 'name', rule: 'schema.too_big' },
      { field: 'times', rule: 'schema.invalid_type' },
    ],
  })
})

test('without a session 401, without the permission 403, with it the answer', async () => {
  expect((await ask('/secret')).status).toBe(401)
  expect((await ask('/secret', { as: 'stranger' })).status).toBe(401)
  const refused = await ask('/secret', { as: 'viewer' })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ code: 'FORBIDDEN', defined: true, data: { needs: 'audit.read' } })
  expect(await (await ask('/secret', { as: 'auditor' })).json()).toBe('auditor')
})

test('a database that is away answers 503 and says what was kept', async () => {
  const answer = await ask('/away')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    code: 'UNAVAILABLE',
    data: { part: 'database' },
    title: 'データベースに一時的につながりません',
  })
})

test('while the database gives no sign of life, what needs it is refused at once; pages and /healthz answer', async () => {
  let away = true
  const { app } = await createHost({ ...options, router, isAway: () => away })
  const refused = await app.inject({ url: '/api/v1/open', headers: { 'accept-language': 'en' } })
  expect(refused.statusCode).toBe(503)
  expect(refused.json()).toMatchObject({
    code: 'UNAVAILABLE',
    detail: expect.stringContaining('nothing saved before is lost'),
  })
  expect((await app.inject({ url: '/healthz' })).statusCode).not.toBe(404)
  away = false
  expect((await app.inject({ url: '/api/v1/open' })).statusCode).not.toBe(503)
  await app.close()
})

test('an unforeseen error tells nothing but the id to find it by', async () => {
  const answer = await ask('/broken', { as: 'viewer' })
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(text).not.toContain('Yamada')
  expect(JSON.parse(text).instance).toBe(answer.headers.get('x-request-id'))
})

test('a page of another origin changes nothing', async () => {
  const from = (origin: string) => ask('/greetings/Hana', { method: 'POST', headers: { origin } })
  expect((await from('https://evil.example')).status).toBe(403)
  expect((await from(base)).status).toBe(200)
})

test.each([
  ['nothing there', '/nowhere', {}, 404],
  ['broken JSON', '/greetings/Hana', { method: 'POST', headers: json, body: '{' }, 400],
  ['a polluted prototype', '/greetings/Hana', { method: 'POST', headers: json, body: '{"__proto__":{"a":1}}' }, 400],
  ['an empty body', '/greetings/Hana', { method: 'POST', headers: json, body: '' }, 200],
  [
    'another media type',
    '/greetings/Hana',
    { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
    415,
  ],
  ['too large a body', '/greetings/Hana', { method: 'POST', headers: json, body: `"${'a'.repeat(1_100_000)}"` }, 413],
])('%s is answered for what it is', async (_what, at, init, status) => {
  const answer = await ask(at, init)
  expect(answer.status).toBe(status)
  if (status >= 400) expect(await answer.json()).toMatchObject({ status, instance: answer.headers.get('x-request-id') })
})

test('the API describes itself', async () => {
  const document = (await (await ask('/openapi.json')).json()) as { openapi: string; paths: object }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths)).toContain('/greetings/{name}')
})

test('a route that does not say who may call it keeps Banso from starting', async () => {
  const silent = { open: exchange.route({ method: 'GET', path: '/open' }).output(z.string()) }
  const open = implement(silent).router({ open: implement(silent).open.handler(() => 'x') })
  await expect(createHost({ ...options, router: { silent: open } })).rejects.toThrow('silent.open does not declare')
  const raw = (app: Host['app']) => void app.get('/raw', () => 'x')
  await expect(createHost({ ...options, router: {}, raw: [raw] })).rejects.toThrow('GET /raw does not declare')
})

test('pages: one document for every address of the application, its files for ever and compressed', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'banso-web-'))
  await mkdir(path.join(folder, 'assets'))
  await writeFile(path.join(folder, 'index.html'), '<script src="/assets/a-1.js" nonce="__CSP_NONCE__"></script>')
  await writeFile(path.join(folder, 'assets/a-1.js'), 'console.log(1)')
  await writeFile(path.join(folder, 'assets/a-1.js.br'), brotliCompressSync('console.log(1)'))
  const { app } = await createHost({ ...options, router, web: folder })
  const get = (url: string) => app.inject({ url, headers: { 'accept-encoding': 'br' } })
  const page = await get('/customers/123?tab=usage')
  const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1]
  expect(page.body).toContain(`nonce="${nonce}"`)
  for (const address of ['/', '/assets']) expect((await get(address)).statusCode).toBe(address === '/' ? 200 : 404)
  expect((await get('/')).body).not.toContain(String(nonce))
  const asset = await get('/assets/a-1.js')
  expect(asset.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  for (const nowhere of ['/assets/gone.js', '/api/v1/nowhere', '/../package.json', '/assets/..%2f..%2fetc/passwd']) {
    expect([nowhere, (await get(nowhere)).statusCode]).toEqual([nowhere, 404])
  }
  await app.close()
  await rm(folder, { recursive: true })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unwatchedDisk } from '#platform/files/disk.ts'
import type { CallParts } from './callContext.ts'
import { createHost, type Host, type HostOptions } from './host.ts'
import type { RawRoutes } from './raw.ts'
import { visitOf } from './visit.ts'

let log = ''
const kept = new Writable({
  write: (line: Buffer, _encoding, done) => {
    log += line.toString()
    done()
  },
})
const raw: RawRoutes = (app) => {
  const config = { mayCall: 'anybody' } as const
  app.get('/address', { config }, async ({ ip, host, protocol }) => ({ ip, host, protocol }))
  app.get('/guest', { config }, async (request, reply) => {
    visitOf(request, reply, new URL('https://cs.example.co.jp')).guest.keep('secret', 90)
    return {}
  })
  app.get('/u/*', { config }, async () => Promise.reject(new Error('broken')))
}
const parts = { files: { disk: unwatchedDisk('/') }, now: () => new Date() } as unknown as CallParts
const hostWith = (options: Partial<HostOptions>) =>
  createHost({ router: {}, raw: [raw], parts, ready: () => true, log: pino(kept), version: '0', ...options })

let folder: string
let host: Host
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'banso-wire-'))
  await writeFile(path.join(folder, 'index.html'), '<title>Banso</title>')
  host = await hostWith({ web: folder, publicUrl: 'https://cs.example.co.jp' })
  await host.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await host.app.close()
  await rm(folder, { recursive: true })
})

/** Sends lines as they are, and gives the first line of the answer and all of it. */
async function send(...lines: string[]): Promise<{ first: string; all: string }> {
  const socket = net.connect((host.app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(lines.join('\r\n'))
  let all = ''
  for await (const part of socket) all += String(part)
  return { first: all.split('\r\n', 1)[0]!, all }
}

test('a message whose end could be read in two ways is not taken', async () => {
  const post = ['POST /address HTTP/1.1', 'Host: banso', 'Connection: close']
  for (const ends of [
    ['Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '', ''],
    ['Content-Length: 1', 'Content-Length: 2', '', 'ab'],
    ['Transfer-Encoding: chunked, identity', '', '0', '', ''],
    ['Content-Length : 0', '', ''],
  ])
    expect([ends[0], (await send(...post, ...ends)).first]).toEqual([ends[0], 'HTTP/1.1 400 Bad Request'])
})

test('TRACE gives nothing back of what was sent, and no folder of the source is there', async () => {
  const { first, all } = await send('TRACE / HTTP/1.1', 'Host: banso', 'Connection: close', 'X-Own: planted', '', '')
  expect(first).toMatch(/^HTTP\/1\.1 (404|405|501) /)
  expect(all).not.toContain('planted')
  for (const place of ['/.git/config', '/.git/HEAD', '/.env', '/package.json'])
    expect((await host.app.inject({ url: place })).body).not.toMatch(/\[core\]|refs\/heads|"dependencies"/)
})

test('what a proxy says of who asks is believed from the operator’s own alone', async () => {
  const { app } = await hostWith({ trustProxy: '10.0.0.0/8' })
  const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  const from = async (on: Host['app'], remoteAddress: string) =>
    (await on.inject({ url: '/address', headers, remoteAddress })).json()
  expect(await from(host.app, '127.0.0.1')).toMatchObject({ ip: '127.0.0.1', host: 'localhost:80', protocol: 'http' })
  expect(await from(app, '198.51.100.4')).toMatchObject({ ip: '198.51.100.4', host: 'localhost:80' })
  expect(await from(app, '10.1.2.3')).toMatchObject({ ip: '203.0.113.9', host: 'evil.example', protocol: 'https' })
  await app.close()
})

const careful = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
}
const rules = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

test.each([
  ['/', 'same-origin', 'no-cache'],
  ['/p/the-secret-of-a-link', 'no-referrer', 'no-store'],
  ['/address', 'same-origin', 'no-store'],
  ['/api/v1/nowhere', 'same-origin', 'no-store'],
])('%s tells browsers to be careful, to send on no address and what not to keep', async (url, referrer, keeping) => {
  const { headers } = await host.app.inject({ url })
  expect(headers).toMatchObject({ ...careful, 'referrer-policy': referrer, 'cache-control': keeping })
  const policy = String(headers['content-security-policy']).split('; ')
  expect(policy).toEqual(expect.arrayContaining(rules))
  expect(policy.find((rule) => rule.startsWith('script-src '))).toBe("script-src 'self'")
})

test('a guest is known by a cookie that goes by https to this host alone, and that no script reads', async () => {
  const cookie = String((await host.app.inject({ url: '/guest' })).headers['set-cookie'])
  expect(cookie).toMatch(/^__Host-banso_guest=secret; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/)
})

test('what is secret in a path does not come into the log, also where something breaks', async () => {
  for (const place of ['/p', '/t', '/u', '/v1/mail/in', '/api/v1/public-plans'])
    await host.app.inject({ url: `${place}/planted-secret/more?and=planted-query` })
  await expect.poll(() => log, { timeout: 45_000 }).toContain('"path":"/api/v1/public-plans/…"')
  expect(log).toContain('"route":"/u/…"')
  expect(log).not.toContain('planted-')
})

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { type Running, serve } from './serve.ts'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-health-'))
const token = 'a-token-of-the-collector'
let running: Running | null
beforeAll(async () => {
  running = await serve(readSettings(['--data', directory], { PORT: '0', METRICS_TOKEN: token }))
}, 120_000)
afterAll(async () => {
  await running?.stop()
  fs.rmSync(directory, { recursive: true, force: true })
})

const ask = (at: string, init?: RequestInit) => fetch(`${running!.address}${at}`, init)
const ready = async () => {
  const answer = await ask('/readyz')
  return [answer.status, ((await answer.json()) as { parts: object }).parts]
}

/** The process of the event store: the child of this one that was started for it. */
function eventHost(): number {
  const children = fs.readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
  return Number(children.find((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('events/host')))
}

test.runIf(process.platform === 'linux')('/readyz says which store is away, and that it is back', async () => {
  expect(await ready()).toEqual([200, { database: 'ready', events: 'ready', disk: 'ready' }])
  const host = eventHost()
  process.kill(host, 'SIGSTOP')
  expect(await ready()).toEqual([503, { database: 'ready', events: 'away', disk: 'ready' }])
  expect((await ask('/healthz')).status).toBe(200)
  process.kill(host, 'SIGCONT')
  await expect.poll(async () => (await ready())[0], { timeout: 45_000 }).toBe(200)
})

test('/metrics tells what waits to who shows the token, and is not there for anybody else', async () => {
  for (const authorization of ['', 'Bearer wrong', token])
    expect((await ask('/metrics', { headers: { authorization } })).status).toBe(404)
  const text = await (await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).text()
  expect(text).toMatch(/^banso_journal_waiting_chunks \d+$/m)
  expect(text).toMatch(/^banso_http_requests_total\{status="4xx"\} 3$/m)
  expect(text).toMatch(/^banso_disk_free_bytes [1-9]\d+$/m)
  expect(text).toMatch(/^banso_disk_refusing 0$/m)
})

const planted = ['planted-yamada@example.co.jp', 'ひそかな花子', 'planted secret horse']

test('nothing that tells of a person or is a secret comes into the log, whatever is sent wrongly', async () => {
  const [email, name, password] = planted
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email, name, password, batch: [{ userId: email, traits: { name } }] })
  for (const at of [
    '/api/v1/session',
    '/api/v1/accounts',
    '/api/v1/setup',
    '/v1/batch',
    '/v1/identify',
    '/api/nothing',
  ])
    for (const text of [body, body.slice(0, -3), `[${body}]`])
      await ask(at, { method: 'POST', headers: { ...json, authorization: `Basic ${btoa(`${email}:`)}` }, body: text })
  await ask(`/api/v1/accounts?search=${encodeURIComponent(name!)}&email=${email}`, {
    headers: { cookie: `banso_session=${encodeURIComponent(email!)}.x` },
  })
  await running!.stop()
  running = null
  const log = fs.readFileSync(path.join(directory, 'banso.log'), 'utf8')
  expect(log.split('\n').filter((line) => line.includes('"request"')).length).toBeGreaterThan(18)
  for (const one of planted) expect(log).not.toContain(one)
})

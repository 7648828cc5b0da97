import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { adminOf, type Session, setUp } from '#test/servers/operator.ts'
import { firstLink, type Running, serve } from './serve.ts'
import { readSettings } from './settings.ts'

type Value = { stringValue?: string; intValue?: number | string }
type Sent = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: Value }[]
}
type Batch = { resourceSpans: { resource: object; scopeSpans: { spans: Sent[] }[] }[] }

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-traces-'))
const spans: Sent[] = []
let raw = ''
// A collector as far as the protocol goes: batches of OTLP as JSON, answered with an empty object.
const collector = http.createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const text = Buffer.concat(parts).toString()
    if (request.url === '/v1/traces') {
      raw += text
      spans.push(
        ...(JSON.parse(text) as Batch).resourceSpans.flatMap((of) => of.scopeSpans.flatMap((in_) => in_.spans)),
      )
    }
    response.setHeader('content-type', 'application/json').end('{}')
  })
})
let [running, api] = [null as Running | null, null as Session['api'] | null]
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  running = await serve(readSettings(['--data', directory], { PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: url }))
  const said = (await firstLink(running))!
  ;({ api } = await setUp({ ...running, said, kill: async () => {} }, {}))
  await api.accounts.create({ name: '秘密の取引先' })
  await fetch(`${running.address}/p/a-secret-of-a-link?email=planted@example.co.jp`, {
    headers: { accept: 'text/html' },
  })
  const open = `select ((select count(*) from dirty_accounts)
    + (select count(*) from journal where projected_to is null))::int as n`
  const waiting = () =>
    withClient(adminOf(directory), async (client) => (await client.query<{ n: number }>(open)).rows[0]!.n)
  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 60_000, interval: 200 })
  await running.stop()
}, 240_000)
afterAll(() => {
  collector.close()
  fs.rmSync(directory, { recursive: true, force: true })
})

const of = (span: Sent, key: string) => span.attributes.find((each) => each.key === key)?.value
const named = (name: string) => spans.filter((span) => span.name === name)

test('a request is a span by its route, its transactions are within it, and its line in the log tells the trace', () => {
  const [made] = named('POST /api/v1/accounts')
  expect([made!.kind, of(made!, 'http.response.status_code')]).toEqual([2, { intValue: 200 }]) // 2: a server's
  expect(spans.some(({ name, parentSpanId }) => name === 'transaction' && parentSpanId === made!.spanId)).toBe(true)
  const lines = fs.readFileSync(path.join(directory, 'banso.log'), 'utf8').trim().split('\n')
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(told.find(({ traceId }) => traceId === made!.traceId)).toMatchObject({
    reqId: of(made!, 'banso.request_id')!.stringValue,
    method: 'POST',
  })
})

test('what follows in the background is a trace of its own, with what it asks of the event store', () => {
  const computed = new Set(named('compute facts').map(({ traceId }) => traceId))
  expect(computed.size).toBeGreaterThan(0)
  expect(named('query').some(({ traceId }) => computed.has(traceId))).toBe(true)
  expect(named('project').length).toBeGreaterThan(0)
})

test('nothing that tells of a person or a customer is in it, nor what stands in an address', () => {
  expect(raw).toContain('"banso"')
  for (const secret of ['yamada', '山田', '秘密の取引先', 'planted', 'a-secret-of-a-link', 'correct horse'])
    expect(raw).not.toContain(secret)
})

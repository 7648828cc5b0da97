import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Workspace } from '#platform/http/context.ts'
import { buildTrackedAccount, buildWriteKey } from '#test/build/usage.ts'
import { type TestServer, testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const recorded = path.resolve(import.meta.dirname, '../../../../shared/data/sdk-traffic')

let server: TestServer
let workspace: Workspace
let key: string
beforeAll(async () => {
  server = await testServer()
})

const begin = async () => {
  workspace = await testWorkspace(server.database)
  key = await buildWriteKey(server.database, workspace)
}
const send = async (body: object | Buffer | string, to = '/v1/batch', headers: Record<string, string> = {}) => {
  const answer = await fetch(`${server.address}${to}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json', ...headers },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) }
}
const stored = async <Row = Record<string, unknown>>(select: string) => {
  await server.app.ingest.projector.settled()
  return server.app.events.query<Row>(`select ${select}`, { workspace: workspace.id })
}
const events = 'from events final where gone = 0 and workspace_id = {workspace:UUID}'
const days = 'from usage_days final where gone = 0 and workspace_id = {workspace:UUID}'
const track = (over: object = {}) => ({ type: 'track', event: 'Report Exported', userId: 'u1', ...over })

describe('what SDKs send', () => {
  const files = fs.existsSync(recorded) ? fs.readdirSync(recorded).filter((file) => file.endsWith('.json')) : []
  if (files.length === 0) console.warn(`no recorded SDK traffic at ${recorded}: its replay is left out`)

  test.each(files)('%s: every recorded request is accepted, and stored once however often it comes', async (file) => {
    workspace = await testWorkspace(server.database)
    for (const known of ['WRITEKEY', 'phc_KEY']) await buildWriteKey(server.database, workspace, { key: known })
    server.app.ingest.keys.forget()
    type Recorded = {
      url: string
      headers: Record<string, string>
      raw_body_base64: string
      decoded_body: { batch?: object[] }
    }
    const requests = JSON.parse(fs.readFileSync(path.join(recorded, file), 'utf8')) as Recorded[]
    const messages = requests.flatMap((request) => request.decoded_body.batch ?? [])
    for (const round of ['first', 'again'])
      for (const { url, headers, raw_body_base64 } of requests) {
        const answer = await fetch(server.address + url, {
          method: 'POST',
          headers: withoutTransport(headers),
          body: Buffer.from(raw_body_base64, 'base64'),
        })
        expect([round, url, answer.status, await answer.json()]).toEqual([
          round,
          url,
          200,
          expect.not.objectContaining({ success: false }),
        ])
      }
    const [count] = await stored(`count() as rows, uniqExact(message) as messages ${events}`)
    expect(count).toEqual({ rows: messages.length, messages: messages.length })
  })

  test('the Segment SDK, told another host alone, gets its calls to the customer they belong to', async () => {
    await begin()
    const account = await buildTrackedAccount(server.database, workspace, 'acc_1')
    const analytics = new Analytics({ writeKey: key, host: server.address, flushAt: 4 })
    analytics.track({ userId: 'u1', event: 'Before The Tie' })
    analytics.identify({ userId: 'u1', traits: { email: 'a@example.jp', name: '山田 太郎' } })
    analytics.group({ userId: 'u1', groupId: 'acc_1' })
    analytics.track({ userId: 'u1', event: 'Report Exported', properties: { rows: 1200 } })
    await analytics.flush({ close: true })
    expect(
      await stored(`event, kind, toString(account_id) as account, props.rows as rows ${events} order by kind, event`),
    ).toEqual([
      { event: '', kind: 'group', account, rows: null },
      { event: '', kind: 'identify', account, rows: null },
      { event: 'Before The Tie', kind: 'track', account, rows: null },
      { event: 'Report Exported', kind: 'track', account, rows: 1200 },
    ])
    const { rows } = await server.database.workspace(workspace.id, (tx) =>
      sql`select user_key, name, email, account_id from product_users`.execute(tx),
    )
    expect(rows).toEqual([{ user_key: 'u1', name: '山田 太郎', email: 'a@example.jp', account_id: account }])
  })
})

describe('a batch', () => {
  test('is taken as far as it can be; the rest comes back with index and reason, and is kept aside', async () => {
    await begin()
    const batch = [
      track({ messageId: 'm1' }),
      { type: 'dance' },
      track({ userId: undefined }),
      track({ messageId: 'm4', timestamp: 'yesterday' }),
      track({ messageId: 'm5', properties: [1] }),
    ]
    expect(await send({ batch })).toMatchObject({
      status: 1,
      success: true,
      accepted: 1,
      rejected: [
        { index: 1, field: 'type', rule: 'unknown_type', message: expect.stringContaining('type') },
        { index: 2, field: 'userId', rule: 'missing' },
        { index: 3, field: 'timestamp', rule: 'not_a_time' },
        { index: 4, field: 'properties', rule: 'not_an_object' },
      ],
    })
    const { rows } = await server.database.workspace(workspace.id, (tx) =>
      sql`select position, rule, payload from event_quarantine order by position`.execute(tx),
    )
    expect(rows).toHaveLength(4)
    expect(rows[0]).toEqual({ position: 1, rule: 'unknown_type', payload: '{"type":"dance"}' })
  })

  test('with an id that was seen with another content counts the first, and tells the conflict', async () => {
    await begin()
    const at = '2026-04-01T00:00:00Z'
    await send({ batch: [track({ messageId: 'm1', timestamp: at, properties: { rows: 1, a: { b: 1, c: 2 } } })] })
    const same = track({ messageId: 'm1', timestamp: at, properties: { a: { c: 2, b: 1 }, rows: 1 } })
    expect(await send({ batch: [same] })).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] })
    const other = track({ messageId: 'm1', timestamp: at, properties: { rows: 2 } })
    expect(await send({ batch: [other, track({ messageId: 'm2' })] })).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, field: 'messageId', rule: 'conflict' }],
    })
    expect(await stored(`count() as n ${events} and event = 'Report Exported'`)).toEqual([{ n: 2 }])
  })

  test('may repeat a message within itself', async () => {
    await begin()
    expect(await send({ batch: [track({ messageId: 'm' }), track({ messageId: 'm' })] })).toMatchObject({
      accepted: 1,
      duplicates: 1,
    })
  })

  test('without message ids is counted once when it is sent again', async () => {
    await begin()
    const body = { batch: [track({ timestamp: '2026-04-01T00:00:00Z' })] }
    expect(await send(body)).toMatchObject({ accepted: 1 })
    expect(await send(body)).toMatchObject({ accepted: 0, duplicates: 1 })
  })
})

describe('a request that cannot be read is answered clearly:', () => {
  beforeAll(begin)
  const cases: [string, () => Promise<unknown>, number, string][] = [
    [
      'an unknown write key',
      () => send({ batch: [] }, '/v1/batch', { authorization: `Basic ${btoa('nobody:')}` }),
      401,
      'unknown_write_key',
    ],
    ['no write key', () => send({ batch: [] }, '/v1/batch', { authorization: '' }), 401, 'no_write_key'],
    ['no JSON', () => send('{"batch": ['), 400, 'not_json'],
    ['no batch', () => send({ batch: 3 }), 400, 'no_batch'],
    ['broken compression', () => send(Buffer.from([0x1f, 0x8b, 1, 2, 3])), 400, 'not_unpacked'],
    ['a bomb', () => send(gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))), 413, 'too_large'],
    ['a bomb of small parts', () => send(gzipSync(`{"batch":[${'[],'.repeat(1_000_000)}[]]}`)), 413, 'too_complex'],
    [
      'nested JSON beyond all measure',
      () => send(`{"batch":[${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}]}`),
      413,
      'too_complex',
    ],
    [
      'an encoding nobody knows',
      () => send('x', '/v1/batch', { 'content-encoding': 'rot13' }),
      415,
      'unknown_encoding',
    ],
  ]
  test.each(cases)('%s', async (_, ask, status, code) => {
    expect(await ask()).toMatchObject({ success: false, status, code, message: expect.stringMatching(/\S/) })
  })

  test('in words: where it ceases to be JSON, and that nothing of it was taken', async () => {
    expect(await send('{"batch": [], x}', '/v1/batch', { 'accept-language': 'en' })).toMatchObject({
      message: 'The body cannot be read as JSON. From character 15 on. Nothing of this request was accepted.',
    })
    expect(await send('{"batch": [', '/v1/batch', { 'accept-language': 'ja' })).toMatchObject({
      message: expect.stringContaining('12文字目から先'),
    })
  })

  test('nested JSON without end', async () => {
    const deep = `{"batch":[{"type":"track","event":"x","userId":"u","properties":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]}`
    expect(await send(deep)).toMatchObject({
      success: false,
      rejected: [{ index: 0, field: 'properties', rule: 'too_deep' }],
    })
  })
})

describe('times', () => {
  beforeAll(begin)

  test('follow our clock: what the client shows at sending tells how far it is off', async () => {
    const sentAt = new Date(Date.now() + 3_600_000) // an hour ahead
    const timestamp = new Date(sentAt.getTime() - 60_000) // a minute before sending
    await send({ batch: [track({ event: 'skewed', messageId: 's1', timestamp })], sentAt })
    const [row] = await stored<{ ago: number; clock_ahead: number }>(
      `dateDiff('second', at, received_at) as ago, clock_ahead ${events} and event = 'skewed'`,
    )
    expect(row).toEqual({ ago: 60, clock_ahead: 0 })
  })

  test('in the future are cut to the arrival, and noted', async () => {
    await send({ batch: [track({ event: 'ahead', messageId: 's2', timestamp: new Date(Date.now() + 86_400_000) })] })
    const [row] = await stored<{ same: number; clock_ahead: number }>(
      `at = received_at as same, clock_ahead ${events} and event = 'ahead'`,
    )
    expect(row!.same).toBe(1)
    expect(row!.clock_ahead).toBeGreaterThan(86_000)
  })

  test('of late events correct their own day, a day being one of the workspace', async () => {
    await send({ batch: [track({ event: 'late', messageId: 's3', timestamp: '2026-01-31T15:30:00Z' })] })
    expect(await stored(`toString(day) as day, uses ${days} and event = 'late'`)).toEqual([
      { day: '2026-02-01', uses: 1 },
    ])
  })
})
function withoutTransport(headers: Record<string, string>): Record<string, string> {
  const transport = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'sec-fetch-mode'])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !transport.has(name.toLowerCase())))
}

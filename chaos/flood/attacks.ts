import http from 'node:http'
import net from 'node:net'
import { gzipSync } from 'node:zlib'

/** Where an attack goes, and with what somebody may have who means ill: a session of their own, and a key that any page shows. */
export type Aim = { port: number; cookie: string; writeKey: string }
/** How hard, and for how long it may go on (ms). */
export type Force = { scale: number; lasting: number; random: () => number }
/** What was answered, by status; 0: the line was cut. */
export type Answers = Map<number, number>
type Attack = (aim: Aim, force: Force) => Promise<Answers>

const host = '127.0.0.1'

/** Opens lines, writes the beginning of a request and then a byte now and then, until they are cut or the time is over. */
async function slow(port: number, lines: number, lasting: number, beginning: string, every: number): Promise<Answers> {
  const answers: Answers = new Map()
  const end = performance.now() + lasting
  const one = () =>
    new Promise<void>((resolve) => {
      const socket = net.connect(port, host)
      const drip = setInterval(() => socket.write('a'), every)
      const over = setTimeout(() => socket.destroy(), Math.max(0, end - performance.now()))
      let status = 0
      socket.once('connect', () => socket.write(beginning))
      socket.on('data', (data: Buffer) => (status ||= Number(/^HTTP\/1\.1 (\d+)/.exec(String(data))?.[1] ?? 0)))
      socket.on('error', () => {})
      socket.once('close', () => {
        clearInterval(drip)
        clearTimeout(over)
        count(answers, status)
        resolve()
      })
    })
  await Promise.all(Array.from({ length: lines }, one))
  return answers
}

/** Sends requests, some at once, until the time is over or all are sent. */
async function many(requests: number, atOnce: number, lasting: number, send: (n: number) => Promise<number>) {
  const answers: Answers = new Map()
  const end = performance.now() + lasting
  let next = 0
  const sender = async () => {
    while (next < requests && performance.now() < end) count(answers, await send(next++))
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  return answers
}

function count(answers: Answers, status: number): void {
  answers.set(status, (answers.get(status) ?? 0) + 1)
}

type Sent = { method: string; path: string; headers?: http.OutgoingHttpHeaders; body?: Buffer | string }

function ask(port: number, { method, path, headers = {}, body = '' }: Sent): Promise<number> {
  return new Promise((resolve) => {
    const given = { host, port, method, path, headers: { 'content-length': Buffer.byteLength(body), ...headers } }
    const request = http.request({ ...given, agent: false, timeout: 60_000 }, (response) =>
      response.resume().once('close', () => resolve(response.statusCode ?? 0)),
    )
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(0))
    request.end(body)
  })
}

const basic = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` })
const json = (cookie: string) => ({ cookie, 'content-type': 'application/json' })
const head = (method: string, path: string) => `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`

/** Bodies that are small on the wire and large unpacked: beyond the limit, below it with a great many parts, and nested. */
const bombs = () => [
  gzipSync(Buffer.alloc(200_000_000, 'a')),
  gzipSync(Buffer.from(`{"batch":[${'[],'.repeat(10_000_000)}[]]}`)),
  gzipSync(Buffer.from(`{"batch":[${'{"type":"track","event":"a","userId":"b"},'.repeat(700_000)}{}]}`)),
  gzipSync(Buffer.from(`{"batch":${'['.repeat(15_000_000)}`)),
]

const conditions = [
  `${'('.repeat(4000)}true${')'.repeat(4000)}`,
  `${'!'.repeat(9000)}true`,
  Array.from({ length: 380 }, (_, n) => `account.name == "${n}"`).join(' || '),
  Array.from({ length: 300 }, () => `account.name.contains("a")`).join(' && '),
  `account.name.contains("${'%_'.repeat(4000)}")`,
  `account.name in [${Array.from({ length: 1500 }, (_, n) => `"${n}"`).join()}]`,
  `"${'\\'.repeat(9000)}`,
  `${'1+'.repeat(4000)}1 > 2`,
]

const files = [
  () => `顧客ID,顧客名${',x'.repeat(400_000)}\n`,
  () => `顧客ID,顧客名\n${','.repeat(4_000_000)}\n`,
  () => `顧客ID,顧客名\n"${'長'.repeat(1_500_000)}`,
  () => `顧客ID,顧客名\n${'"'.repeat(4_000_001)}\n`,
  () => `顧客ID,顧客名\n${'a,b\n'.repeat(1_000_000)}`,
]

/** What somebody may do who means ill, by name; each is bounded in count and time, and goes to this machine alone. */
export const attacks: Record<string, Attack> = {
  'lines that say nothing': ({ port }, { scale, lasting }) => slow(port, 2000 * scale, lasting, '', 1e9),
  'headers that never end': ({ port }, { scale, lasting }) =>
    slow(port, 300 * scale, lasting, `${head('GET', '/api/v1/accounts')}x-slow: `, 1000),
  'bodies that never end': ({ port, writeKey }, { scale, lasting }) => {
    const { authorization } = basic(writeKey)
    const rest = `authorization: ${authorization}\r\ncontent-length: 8000000\r\n\r\n`
    return slow(port, 300 * scale, lasting, head('POST', '/v1/batch') + rest, 200)
  },
  'giant headers': ({ port }, { scale, lasting, random }) =>
    many(400 * scale, 20, lasting, () => {
      const large = 'h'.repeat(Math.floor(20_000 + random() * 1_000_000))
      return ask(port, { method: 'GET', path: '/', headers: { 'x-large': large } })
    }),
  'bodies that unpack': ({ port, writeKey }, { scale, lasting }) => {
    const all = bombs()
    const headers = { ...basic(writeKey), 'content-encoding': 'gzip' }
    return many(40 * scale, 8, lasting, (n) =>
      ask(port, { method: 'POST', path: '/v1/batch', headers: n % 3 ? headers : {}, body: all[n % all.length]! }),
    )
  },
  'deep JSON': ({ port, cookie, writeKey }, { scale, lasting }) => {
    const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    const told = [
      { path: '/v1/batch', headers: basic(writeKey), body: deep(4_000_000) },
      {
        path: '/v1/track',
        headers: basic(writeKey),
        body: `{"event":"a","userId":"b","properties":{"x":${deep(1_000_000)}}}`,
      },
      { path: '/api/v1/conditions/check', headers: json(cookie), body: deep(500_000) },
      { path: '/api/v1/accounts', headers: json(cookie), body: `{"name":${deep(500_000)}}` },
      { path: '/api/v1/accounts', headers: json(cookie), body: `{"name":"a","custom":{"x":${deep(400_000)}}}` },
    ]
    return many(100 * scale, 8, lasting, (n) => ask(port, { method: 'POST', ...told[n % told.length]! }))
  },
  'the worst conditions': ({ port, cookie }, { scale, lasting }) =>
    many(200 * scale, 8, lasting, (n) => {
      const condition = conditions[n % conditions.length]!
      const path = n % 2 ? '/api/v1/conditions/count' : '/api/v1/conditions/check'
      return ask(port, { method: 'POST', path, headers: json(cookie), body: JSON.stringify({ condition }) })
    }),
  'the worst files': ({ port, cookie }, { scale, lasting }) =>
    many(20 * scale, 4, lasting, (n) => {
      const path = '/api/v1/imports?kind=accounts&fileName=x.csv'
      return ask(port, { method: 'POST', path, headers: { cookie }, body: files[n % files.length]!() })
    }),
}

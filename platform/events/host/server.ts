import { timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import type { RawInsertFormat } from 'chdb'
import type { SessionPool } from './sessions.ts'
import { Refused, statementText } from './statement.ts'

const textAtMost = 32 * 1024 * 1024
const rowsAtMost = 512 * 1024 * 1024

/**
 * The engine behind ClickHouse's HTTP protocol, as far as its client speaks it. A request with the setting `readonly=1`
 * is a reader's. Only who knows the password is served: other users of this machine can reach the loopback, too.
 */
export function hostServer(sessions: SessionPool, password: string): http.Server {
  const expected = Buffer.from(`Basic ${Buffer.from(`banso:${password}`).toString('base64')}`)
  const known = (header: string | undefined) => {
    const given = Buffer.from(header ?? '')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  // As long a URL as ClickHouse itself takes: statements that write bring their parameters in it.
  const server = http.createServer({ maxHeaderSize: 4_194_304 }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://host')
    if (url.pathname === '/ping') return void response.end('Ok.\n')
    if (!known(request.headers.authorization)) {
      request.resume()
      return fail(response, new Refused(516, 'AUTHENTICATION_FAILED', 'banso: Authentication failed'))
    }
    void serve(sessions, url.searchParams, request, response)
  })
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  return server
}

async function serve(
  sessions: SessionPool,
  url: URLSearchParams,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  try {
    const { body, written } = await answer(sessions, url, request)
    response.setHeader('X-ClickHouse-Summary', summary(written))
    response.setHeader('X-ClickHouse-Query-Id', url.get('query_id') ?? '')
    response.end(body)
  } catch (error) {
    fail(response, error)
  }
}

// The client reads all of these; only the rows written are known to us, and needed.
function summary(written: number): string {
  const none = { read_rows: '0', read_bytes: '0', written_bytes: '0', result_rows: '0', result_bytes: '0' }
  return JSON.stringify({ ...none, written_rows: String(written), elapsed_ns: '0' })
}

type Answer = { body: Uint8Array; written: number }

async function answer(sessions: SessionPool, url: URLSearchParams, request: http.IncomingMessage): Promise<Answer> {
  const inUrl = url.get('query')
  const body = await received(request, inUrl === null ? textAtMost : rowsAtMost)
  const insert = inUrl === null ? null : insertHead(inUrl)
  if (insert) {
    const written = await sessions.insert({ ...insert, rows: body })
    return { body: new Uint8Array(), written }
  }
  const form = await formOf(request, body)
  const params = new Map<string, string>()
  const settings = new Map<string, string>()
  for (const [name, value] of [...url, ...form]) {
    if (name.startsWith('param_')) params.set(name.slice(6), value)
    else if (!spoken.has(name)) settings.set(name, value)
  }
  const readonly = settings.get('readonly') === '1'
  settings.delete('readonly')
  const text = form.get('query') ?? [inUrl, body.toString()].filter(Boolean).join('\n')
  const sql = statementText({ sql: text, params, settings, readonly })
  const format = url.get('default_format') ?? 'TabSeparated'
  const kind = readonly ? 'read' : changing.test(sql) ? 'change' : 'write'
  return { body: await sessions.run(kind, sql, format), written: 0 }
}

const changing = /^\s*(delete\s+from|alter\s+table\s+\S+\s+(delete|update))\b/i

const spoken = new Set(['query', 'query_id', 'database', 'default_format', 'session_id', 'role'])

const insertForm = /^\s*insert\s+into\s+([\w.]+)\s*(?:\(([\w,\s`]+)\))?\s*format\s+(\w+)\s*;?\s*$/i

function insertHead(sql: string): { table: string; columns: string[] | null; format: RawInsertFormat } | null {
  const match = insertForm.exec(sql)
  if (!match) return null
  const columns = match[2] ? match[2].split(',').map((name) => name.replaceAll('`', '').trim()) : null
  return { table: match[1]!, columns, format: match[3] as RawInsertFormat }
}

/** Queries with many or long parameters come as a form, query included. */
async function formOf(request: http.IncomingMessage, body: Buffer): Promise<Map<string, string>> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return new Map()
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return new Map([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
}

async function received(request: http.IncomingMessage, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > atMost) throw new Refused(307, 'TOO_MANY_BYTES', `a request of more than ${atMost} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// Errors go out in the engine's own form, by which the client makes typed errors of them.
function fail(response: http.ServerResponse, error: unknown): void {
  const text =
    error instanceof Refused
      ? `Code: ${error.code}. DB::Exception: ${error.message}. (${error.type})`
      : (error as Error).message
  const code = /Code: (\d+)/.exec(text)?.[1] ?? '1000'
  response.writeHead(code === '516' ? 401 : 500, {
    'X-ClickHouse-Exception-Code': code,
    'Content-Type': 'text/plain; charset=UTF-8',
  })
  response.end(text.startsWith('Code:') ? text : `Code: ${code}. DB::Exception: ${text}. (UNKNOWN_EXCEPTION)`)
}

import http from 'node:http'
import type net from 'node:net'
import tls from 'node:tls'
import { isGlobal } from './addresses.ts'
import { connectOut } from './connect.ts'
import { traced } from '#platform/telemetry/traces.ts'

/** What is sent to an address that somebody using Banso has named. */
export type Sending = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** POST unless told. */
  readonly method?: 'GET' | 'POST'
  /** No more than so many bytes of the answer are read. */
  readonly atMost?: number
  /** ms for all of it: looking the name up, connecting, sending, and reading the answer. */
  readonly within: number
  /** Ends it before its time. */
  readonly stopping?: AbortSignal
}

/** What was answered. Redirects are answers like any other. */
export type Answered = {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | null
  readonly contentType: string | null
}

const mostRead = 4096

/** An address that cannot be sent to whatever happens: keys of the interface's texts. */
export type UrlFault = 'not_a_url' | 'not_https' | 'credentials'

/** What is wrong with an address as it is written; null: nothing. Plain http is for ranges the operator allows: on the
 * internet it is refused when it is sent. */
export function urlFault(url: string): UrlFault | null {
  const parsed = URL.parse(url)
  if (!parsed || parsed.hostname === '') return 'not_a_url'
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return 'not_https'
  return parsed.username || parsed.password ? 'credentials' : null
}

/**
 * Sends to an address. No proxy of the environment has a part in it, no redirect is followed, nothing is kept open. Throws
 * OutboundRefused, or what went wrong with the connection.
 */
export function sendOut(sending: Sending): Promise<Answered> {
  return traced('send out', { 'http.request.method': sending.method ?? 'POST' }, () => sendNow(sending))
}

async function sendNow({ within, stopping, ...sending }: Sending): Promise<Answered> {
  const ending = AbortSignal.any([AbortSignal.timeout(within), ...(stopping ? [stopping] : [])])
  const fault = urlFault(sending.url)
  if (fault) throw new TypeError(fault)
  const target = new URL(sending.url)
  const socket = await Promise.race([open(target, ending), late(ending, within)])
  try {
    return await Promise.race([exchange(socket, target, sending), late(ending, within)])
  } finally {
    socket.destroy()
  }
}

async function open({ protocol, hostname, port }: URL, ending: AbortSignal): Promise<net.Socket> {
  const secure = protocol === 'https:'
  const plain = await connectOut(hostname, Number(port) || (secure ? 443 : 80))
  plain.on('error', () => {}) // told by whatever is being waited for
  if (ending.aborted || (!secure && isGlobal(plain.remoteAddress ?? ''))) {
    plain.destroy()
    throw new TypeError('not_https')
  }
  ending.addEventListener('abort', () => plain.destroy())
  if (!secure) return plain
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = tls.connect({ socket: plain, host, ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }) })
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject)
  })
  return socket
}

type Sent = Omit<Sending, 'within' | 'stopping'>

function exchange(socket: net.Socket, { host, pathname, search }: URL, sent: Sent) {
  const { headers, body, method = 'POST', atMost = mostRead } = sent
  return new Promise<Answered>((resolve, reject) => {
    const request = http.request({
      createConnection: () => socket,
      method,
      path: pathname + search,
      headers: { ...headers, host, 'content-length': Buffer.byteLength(body), connection: 'close' },
      maxHeaderSize: 16_384,
    })
    request.once('error', reject)
    request.once('response', (response) => {
      const parts: Buffer[] = []
      let length = 0
      const done = () => {
        const text = Buffer.concat(parts).subarray(0, atMost).toString('utf8')
        const { 'retry-after': retryAfter = null, 'content-type': contentType = null } = response.headers
        resolve({ status: response.statusCode ?? 0, text, retryAfter, contentType })
      }
      response.on('data', (part: Buffer) => {
        parts.push(part)
        length += part.length
        if (length >= atMost) done()
      })
      response.once('end', done).once('error', reject)
    })
    request.end(body)
  })
}

function late(ending: AbortSignal, within: number): Promise<never> {
  return new Promise((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${within} ms`), { code: 'ETIMEDOUT' })
    if (ending.aborted) reject(error)
    ending.addEventListener('abort', () => reject(error))
  })
}

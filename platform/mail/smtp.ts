import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { connectTo } from './connect.ts'

/** A mail server and how to sign in there. */
export type MailServer = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (465), TLS asked for before anything is said (587), or none. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string | null
  readonly password: string | null
  /** The operator has named it, not somebody using Banso. */
  readonly trusted?: boolean
}

/** What is wrong with a server, or with how we speak to it: keys of the interface's texts. */
export const serverTroubles = [
  'host_unknown',
  'not_public',
  'no_connection',
  'timeout',
  'certificate',
  'no_tls',
  'auth_refused',
  'auth_needed',
  'busy',
  'broken',
] as const
export type ServerTrouble = (typeof serverTroubles)[number]

/** What became of handing a mail over. */
export type Handover =
  | { readonly outcome: 'sent'; readonly detail: string }
  /** For good: another attempt would be refused as well. */
  | {
      readonly outcome: 'refused'
      readonly reason: 'no_such_address' | 'refused' | 'too_large'
      readonly detail: string
    }
  /** For now. */
  | { readonly outcome: 'later'; readonly reason: 'put_off' | 'sender_refused'; readonly detail: string }
  /** Nothing was handed over, and nothing is the matter with this mail. */
  | { readonly outcome: 'trouble'; readonly trouble: ServerTrouble; readonly detail: string }
  /** The line broke after the server had been given some of it and before it said whether it has it. */
  | { readonly outcome: 'unknown'; readonly detail: string }

/** A server that could not be reached or did not let us in. */
export class ServerUnusable extends Error {
  readonly trouble: ServerTrouble

  constructor(trouble: ServerTrouble, detail: string) {
    super(detail)
    this.trouble = trouble
  }
}

export type SmtpLine = {
  readonly send: (envelope: { from: string; to: string }, message: Buffer) => Promise<Handover>
  readonly isOpen: () => boolean
  readonly close: () => void
}

const patience = { greetingTimeout: 10_000, socketTimeout: 40_000, dnsTimeout: 5000 } // ms

/** Opens a line to a server and signs in. Throws ServerUnusable. */
export async function openLine(server: MailServer): Promise<SmtpLine> {
  const socket = await connectTo(server).catch((error: unknown) => {
    throw unusable(error)
  })
  const line = new SMTPConnection({
    host: server.host,
    port: server.port,
    connection: socket,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    servername: server.host,
    ...patience,
  })
  let broken: Error | null = null
  line.on('error', (error: Error) => (broken = error))
  line.on('end', () => (broken ??= new Error('the server hung up')))
  try {
    await told((done) => {
      line.once('error', done)
      line.connect(done)
    })
    const { user, password } = server
    if (user !== null) await told((done) => line.login({ credentials: { user, pass: password ?? '' } }, done))
  } catch (error) {
    line.close()
    throw unusable(error)
  }
  return {
    isOpen: () => broken === null,
    close: () => (broken === null ? line.quit() : line.close()),
    send: (envelope, message) => hand(line, envelope, message),
  }
}

async function hand(line: SMTPConnection, envelope: { from: string; to: string }, message: Buffer): Promise<Handover> {
  let begun = false
  // Read from only once the server has said that it will take the message.
  const body = new Readable({
    read() {
      begun = true
      this.push(message)
      this.push(null)
    },
  })
  try {
    const info = await new Promise<{ response?: string }>((resolve, reject) => {
      line.send({ from: envelope.from, to: [envelope.to], size: message.length }, body, (error, sent) =>
        error ? reject(error) : resolve(sent ?? {}),
      )
    })
    return { outcome: 'sent', detail: firstLine(info.response ?? '') }
  } catch (error) {
    return judged(error as SmtpError, begun)
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string | false; command?: string }

/** What an error while handing over means; `begun`: the server had been given some of the message. */
export function judged(error: SmtpError, begun: boolean): Handover {
  const detail = firstLine(error.response || error.message)
  const { responseCode = 0, command = '' } = error
  if (responseCode === 421) return { outcome: 'trouble', trouble: 'busy', detail }
  if (responseCode === 530) return { outcome: 'trouble', trouble: 'auth_needed', detail }
  if (error.code === 'EMESSAGE' && (responseCode === 0 || responseCode === 552)) {
    return { outcome: 'refused', reason: 'too_large', detail }
  }
  if (command === 'MAIL FROM' && responseCode >= 400) return { outcome: 'later', reason: 'sender_refused', detail }
  if (responseCode >= 500) {
    // RFC 3463: 5.1.x says that there is no such mailbox, or that it has moved.
    const gone = command === 'RCPT TO' && /\b5\.(1\.[0-9]+|2\.1)\b/.test(detail)
    return { outcome: 'refused', reason: gone ? 'no_such_address' : 'refused', detail }
  }
  if (responseCode >= 400) return { outcome: 'later', reason: 'put_off', detail }
  if (error.code === 'EENVELOPE') return { outcome: 'refused', reason: 'no_such_address', detail }
  if (begun) return { outcome: 'unknown', detail }
  return { outcome: 'trouble', trouble: unusable(error).trouble, detail }
}

/** Why a server could not be used, from what its line broke with. */
function unusable(error: unknown): ServerUnusable {
  const { code = '', message, responseCode = 0, response } = error as SmtpError
  const detail = firstLine(response || message)
  if (responseCode === 421) return new ServerUnusable('busy', detail)
  if (code === 'EAUTH')
    return new ServerUnusable(/missing cred/i.test(message) ? 'auth_needed' : 'auth_refused', detail)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EDNS') return new ServerUnusable('host_unknown', detail)
  if (code === 'ETIMEDOUT') return new ServerUnusable('timeout', detail)
  if (code === 'OUTBOUND_REFUSED') return new ServerUnusable('not_public', detail)
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return new ServerUnusable('no_connection', detail)
  }
  if (/STARTTLS/.test(message) && !/certificate/i.test(message)) return new ServerUnusable('no_tls', detail)
  if (/certificate|altnames|self.signed|unable to verify/i.test(message))
    return new ServerUnusable('certificate', detail)
  if (code === 'ETLS') return new ServerUnusable('no_tls', detail)
  return new ServerUnusable('broken', detail)
}

const firstLine = (text: string) => text.split(/[\r\n]/, 1)[0]!.slice(0, 500)

function told(ask: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())))
}

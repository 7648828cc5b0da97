import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { allowedRanges } from '#platform/outbound/addresses.ts'
import { allowOutbound } from '#platform/outbound/connect.ts'
import { atEnd } from './ending.ts'

/** A mail as it came over the line: by whom and to whom, and the bytes. */
export type Received = { from: string; to: string[]; raw: Buffer }

export type SmtpSink = {
  port: number
  received: readonly Received[]
  /** What came, read by a mail program's parser. */
  read: () => Promise<Email[]>
}

/** A real SMTP server on this machine that keeps what it is given; it ends with the tests of the file. */
export async function smtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  allowOutbound(allowedRanges('127.0.0.1')) // as an operator whose mail server stands on this machine
  const received: Received[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {}) // a line that breaks is the sender's to see
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(() => resolve(undefined))))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    read: () => Promise.all(received.map(({ raw }) => PostalMime.parse(raw))),
  }
}

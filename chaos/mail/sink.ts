import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A mail that was taken in: which, when, and where its reader could unsubscribe. */
export type Taken = { id: string; to: string; subject: string; at: number; unsubscribe: string | null }

/**
 * A real SMTP server. It has a mail as soon as the last byte is there, and says so a little later, as servers do that write
 * it to a disk first: a sender that dies between the two cannot know. `busy`: how much longer it takes at the moment (ms).
 */
export async function openSink(
  random: () => number,
  busy: () => number = () => 0,
): Promise<{ port: number; taken: Taken[]; stop: () => Promise<void> }> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const text = Buffer.concat(parts)
          .toString()
          .replace(/\r\n[ \t]+/g, ' ')
        taken.push({
          id: /^Message-ID: <([0-9a-f-]{36})@/im.exec(text)?.[1] ?? '?',
          to: session.envelope.rcptTo[0]?.address ?? '?',
          subject: /^Subject: (.*)$/im.exec(text)?.[1]?.trim() ?? '?',
          at: Date.now(),
          unsubscribe: /^List-Unsubscribe: <[^>]*(\/u\/[^>]+)>/im.exec(text)?.[1] ?? null,
        })
        void wait(2 + random() * 10 + busy()).then(() => done())
      })
    },
  })
  server.on('error', () => {}) // lines of a killed process
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

import type { Outcome } from '../outcome.ts'
import PostalMime from 'postal-mime'
import { type Message, messageIdOf, written } from '#platform/mail/message.ts'
import { seeded } from '../seeded.ts'

const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u0085',
  '\0',
  '\t',
  ' ',
  'Bcc: x@evil.example',
  'To: x@evil.example',
  'Subject:',
]
const more = [
  '\r\n\r\n<p>',
  '>',
  '<',
  ',',
  ';',
  '"',
  '\\',
  '(',
  '=?UTF-8?Q?=0D=0ABcc:?=',
  '=?ISO-2022-JP?B?',
  '山田',
  '髙',
  '\ud800',
  'a@b.jp',
]
const addresses = { from: 'cs@shiken.example.co.jp', to: 'hanako@example.co.jp' }

/**
 * Writes mails whose names, subject and texts try to break out of where they stand, and reads them as a mail program does.
 * Throws where a header that was added on purpose goes unseen.
 */
export async function mailHeaders({ cases, seed }: { cases: number; seed: number }): Promise<Outcome> {
  const random = seeded(seed)
  const one = () => {
    const all = [...pieces, ...more]
    return Array.from({ length: Math.floor(random() * 10) }, () => all[Math.floor(random() * all.length)]!).join('')
  }
  const usual = headerNames(await mail({ subject: 's', from: 'f', to: 't', text: 'x' }))
  const planted = Buffer.from(
    `Bcc: x@evil.example\r\n${String(await mail({ subject: 's', from: 'f', to: 't', text: 'x' }))}`,
  )
  if ((await wrongIn(planted, usual)).length === 0)
    throw new Error('an added header went unseen: the check checks nothing')
  const violations: string[] = []
  for (let i = 0; i < cases; i++) {
    const given = { subject: one(), from: one(), to: one(), text: one() }
    for (const wrong of await wrongIn(await mail(given), usual)) violations.push(`${wrong}: ${JSON.stringify(given)}`)
  }
  return { cases, violations }
}

function mail({ subject, from, to, text }: Record<'subject' | 'from' | 'to' | 'text', string>): Promise<Buffer> {
  const message: Message = {
    messageId: messageIdOf('01998a00-0000-7000-8000-000000000001', addresses.from),
    date: new Date(0),
    from: { name: from, address: addresses.from },
    to: { name: to, address: addresses.to },
    replyTo: null,
    subject,
    text: text || 'x',
    html: null,
    unsubscribe: { url: 'https://banso.example.co.jp/u/abc', mailto: null },
  }
  return written(message)
}

async function wrongIn(raw: Buffer, usual: ReadonlySet<string>): Promise<string[]> {
  const names = [...headerNames(raw)].filter((name) => !usual.has(name))
  const read = await PostalMime.parse(raw)
  const recipients = [...(read.to ?? []), ...(read.cc ?? []), ...(read.bcc ?? [])].map((to) => to.address)
  return [
    ...names.map((name) => `a header ${name} was added`),
    ...(recipients.join() === addresses.to ? [] : [`recipients are ${recipients.join()}`]),
    ...(read.from?.address === addresses.from ? [] : [`it is from ${read.from?.address}`]),
  ]
}

function headerNames(raw: Buffer): Set<string> {
  const [head = ''] = raw.toString('latin1').split('\r\n\r\n', 1)
  const lines = head.split(/\r\n|\r|\n/).filter((line) => !/^[ \t]/.test(line))
  return new Set(lines.map((line) => line.split(':', 1)[0]!.toLowerCase()))
}

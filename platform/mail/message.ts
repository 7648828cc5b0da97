import MailComposer from 'nodemailer/lib/mail-composer'
import { oneLine } from './address.ts'

/** Everything a message is written from. */
export type Message = {
  readonly messageId: string
  readonly date: Date
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly replyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /** How to unsubscribe: with one click over HTTPS (RFC 8058), and by mail where there is an address for it. */
  readonly unsubscribe: { readonly url: string; readonly mailto: string | null } | null
}

/** The message as it goes over the line (RFC 5322): Japanese encoded, plain text beside HTML, one recipient. */
export function written(message: Message): Promise<Buffer> {
  const { unsubscribe } = message
  const ways = unsubscribe
    ? [`<${unsubscribe.url}>`, ...(unsubscribe.mailto ? [`<mailto:${unsubscribe.mailto}?subject=unsubscribe>`] : [])]
    : []
  const mail = new MailComposer({
    messageId: message.messageId,
    date: message.date,
    from: named(message.from),
    to: named(message.to),
    ...(message.replyTo === null ? {} : { replyTo: { name: '', address: message.replyTo } }),
    subject: oneLine(message.subject),
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    headers: unsubscribe
      ? { 'List-Unsubscribe': ways.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
    // What a template says is text, never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}

const named = ({ name, address }: { name: string; address: string }) => ({ name: oneLine(name), address })

/** The Message-ID of a mail: the same for the same mail, whoever hands it over and how often. */
export function messageIdOf(mailId: string, fromAddress: string): string {
  return `<${mailId}@${fromAddress.split('@')[1]}>`
}

import type { SmtpSink } from '#test/servers/smtpSink.ts'
import type { Visitor } from '#test/servers/server.ts'

/** Lets a company send: by the sink as its mail server, in its own name, on every weekday, holidays or not. */
export async function letSend(admin: Visitor, { port }: SmtpSink): Promise<void> {
  const rates = { perMinute: 6000, perDomainMinute: 6000 }
  await admin.api.mail.putServer({ ...rates, host: '127.0.0.1', port, security: 'none', user: null, version: 0 })
  const block = { company: '試験商事株式会社', postalAddress: '東京都千代田区1-1', contact: '03-0000-0000' }
  const sender = { ...block, name: '試験商事 サポート窓口', address: 'cs@shiken.example.co.jp', replyTo: null }
  await admin.api.mail.addSender(sender)
  await admin.api.plans.setCalendar({ ...(await admin.api.plans.calendar()), holidays: 'none', daysOff: [] })
}

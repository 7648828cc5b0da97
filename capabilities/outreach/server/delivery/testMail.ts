import { sql } from 'kysely'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { messageIdOf, written } from '#platform/mail/message.ts'
import { type Installation, outletOf } from '#platform/mail/servers.ts'
import { openLine, ServerUnusable } from '#platform/mail/smtp.ts'

const words = {
  ja: {
    subject: '【Banso】メール配信のテスト',
    text: (name: string) =>
      `${name} 様\n\nこのメールは、Banso のメール配信の設定を確かめるために送信されました。\n差出人と文字が正しく表示されていれば、設定は完了です。\n`,
  },
  en: {
    subject: 'Banso: test of mail delivery',
    text: (name: string) =>
      `Hello ${name},\n\nThis mail was sent to check how Banso delivers mail.\nIf the sender and this text look right, all is set.\n`,
  },
}

/** Sends a mail to whoever asks, by the server as it is set up now, and tells what it said. */
export async function sendTest(context: CallContext, senderId: string, installation: Installation) {
  const { caller } = context
  const { sender, to } = await context.transaction(async (tx) => {
    const { rows } = await sql<{ name: string; address: string; replyTo: string | null }>`
      select name, address, reply_to as "replyTo" from mail_senders where id = ${senderId} and archived_at is null
    `.execute(tx)
    const { rows: me } = await sql<{ email: string }>`select email from people where id = ${caller.personId}`.execute(
      tx,
    )
    return { sender: rows[0], to: me[0]!.email }
  })
  if (!sender) throw notFound()
  const outlet = await outletOf(context.database, caller.workspaceId, installation)
  if (!outlet) return { to, trouble: 'no_server', detail: '' }
  try {
    const line = await openLine(outlet.server)
    const say = words[caller.locale]
    const message = await written({
      messageId: messageIdOf(context.newId(), sender.address),
      date: context.now(),
      from: sender,
      to: { name: caller.name, address: to },
      replyTo: sender.replyTo,
      subject: say.subject,
      text: say.text(caller.name),
      html: null,
      unsubscribe: null,
    })
    const done = await line.send({ from: sender.address, to }, message).finally(line.close)
    if (done.outcome === 'sent') return { to, trouble: null, detail: done.detail }
    const trouble = done.outcome === 'trouble' ? done.trouble : done.outcome === 'unknown' ? 'broken' : done.reason
    return { to, trouble, detail: done.detail }
  } catch (error) {
    if (error instanceof ServerUnusable) return { to, trouble: error.trouble, detail: error.message }
    throw error
  }
}

import PostalMime from 'postal-mime'
import { z } from 'zod'
import { mailIdOf, readReport } from '#capabilities/outreach/core/delivery/report.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { answerOf } from './answer.ts'
import { doorPath, hookPath } from './paths.ts'
import { countDoor, doorOf, type DoorTools, takeReply, takeReport, takeUnsubscribe } from './take.ts'

const bodyLimit = 5 * 1024 * 1024

const hookShape = z.object({
  events: z
    .array(
      z.object({
        type: z.enum(['hard_bounce', 'soft_bounce', 'complaint']),
        /** The Message-ID as it was sent, or the mail's id alone. */
        messageId: z.string().max(300).nullish(),
        recipient: z.string().max(320).nullish(),
        detail: z.string().max(500).default(''),
      }),
    )
    .min(1)
    .max(1000),
})
const kinds = { hard_bounce: 'hard', soft_bounce: 'soft', complaint: 'complaint' } as const

/** Where bounces, complaints and answers come in: as mails, or told by a provider. */
export function doorRoutes({ database, live }: DoorTools): RawRoutes {
  const into = async (workspaceId: WorkspaceId, work: (tx: Tx) => Promise<boolean>) => {
    const meant = await database.workspace(workspaceId, async (tx) => {
      const done = await work(tx)
      await countDoor(tx, workspaceId, done)
      return done
    })
    await live.publish(workspaceId, { topic: 'mail', ids: [] })
    return meant
  }
  return (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
    const config = { mayCall: 'anybody' } as const
    app.post<{ Params: { key: string } }>(`${doorPath}/:key`, { config }, async (request, reply) => {
      const workspaceId = await doorOf(database, request.params.key)
      if (!workspaceId) return reply.code(404).send({ received: false, message: 'This address is not in use.' })
      const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
      const meant = await into(workspaceId, await readMail(body, workspaceId))
      return reply.code(200).send({ received: true, used: meant })
    })
    app.post(hookPath, { config }, async (request, reply) => {
      const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const workspaceId = await doorOf(database, key)
      if (!workspaceId) return reply.code(401).send({ received: false, message: 'The key is not known.' })
      const told = hookShape.safeParse(jsonOf((request.body as Buffer | undefined) ?? Buffer.alloc(0)))
      if (!told.success) return reply.code(422).send({ received: false, message: z.prettifyError(told.error) })
      let used = 0
      for (const { type, messageId, recipient, detail } of told.data.events) {
        const id = messageId
          ? mailIdOf(`<${messageId.replace(/^<|>$/g, '')}${messageId.includes('@') ? '' : '@'}>`)
          : null
        const report = {
          kind: kinds[type],
          mailId: id,
          recipient: recipient?.toLowerCase() ?? null,
          status: null,
          detail,
        }
        if (await into(workspaceId, (tx) => takeReport(tx, workspaceId, report))) used++
      }
      return reply.code(200).send({ received: true, used })
    })
  }
}

/** What a mail that was brought means; what means nothing to us is counted and forgotten. */
async function readMail(raw: Buffer, workspaceId: WorkspaceId): Promise<(tx: Tx) => Promise<boolean>> {
  const mail = await PostalMime.parse(raw, {
    attachmentEncoding: 'utf8',
    rfc822Attachments: true,
    forceRfc822Attachments: true,
  })
  const report = readReport(
    mail.attachments.map(({ mimeType, content }) => ({
      type: mimeType,
      text: typeof content === 'string' ? content : '',
    })),
  )
  if (report) return (tx) => takeReport(tx, workspaceId, report)
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value ?? ''
  if (/^auto-/i.test(header('auto-submitted'))) return async () => false // an absence note is nobody's answer
  const from = (mail.from && 'address' in mail.from && mail.from.address) || null
  if (/^\s*unsubscribe\s*$/i.test(mail.subject ?? ''))
    return (tx) => (from ? takeUnsubscribe(tx, workspaceId, from) : Promise.resolve(false))
  const mailId = mailIdOf(`${mail.inReplyTo ?? ''} ${mail.references ?? ''}`)
  if (mailId === null) return async () => false
  const answer = answerOf({ text: mail.text, html: mail.html, from, messageId: mail.messageId ?? null })
  return (tx) => takeReply(tx, workspaceId, { mailId, answer })
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

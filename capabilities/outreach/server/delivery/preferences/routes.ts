import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { everything, isPurpose } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { contentSecurityPolicy } from '#platform/http/secureHeaders.ts'
import { isTheirsToChange, suppress, suppressionsOf, unsuppress } from '../suppress.ts'
import { readRecipient, type Recipient } from '../token.ts'
import { withdrawWith } from '../withdraw.ts'
import { askedIn } from './form.ts'
import { nothingPage, type Preferences, preferencesPage } from './page.ts'

type Tools = { readonly database: Database; readonly live: Live }
type Request = FastifyRequest<{ Params: { '*': string }; Querystring: { done?: string } }>

/**
 * Where mails lead whoever wants fewer of them, without signing in: to look changes nothing, however often and by whatever
 * robot; a POST does what it says.
 */
export function preferenceRoutes({ database, live }: Tools): RawRoutes {
  return (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 10_000 }, (_request, body, done) => done(null, body))
    const config = { mayCall: 'anybody' } as const
    app.get('/u/*', { config }, async (request: Request, reply) => {
      const of = await readRecipient(database, request.params['*'])
      return of
        ? show(database, of, request, reply)
        : sendHtml(reply, 404, (nonce) => nothingPage(request.language(), nonce))
    })
    // Whoever wants no more mail is heard, however full the disk is.
    app.post('/u/*', { config: { ...config, whenFull: true } }, async (request: Request, reply) => {
      const of = await readRecipient(database, request.params['*'])
      const asked = askedIn((request.body as string | undefined) ?? '', request.headers['content-type'] ?? '')
      if (!of) return sendHtml(reply, 404, (nonce) => nothingPage(request.language(), nonce))
      if (!asked) return show(database, of, request, reply)
      const purpose = asked.purpose ?? of.purpose
      const known = purpose === everything || purpose === of.purpose || isPurpose(purpose)
      const changed = known && (await change(database, of, purpose, asked.change === 'off'))
      if (changed) await live.publish(of.workspaceId, { topic: 'mail', ids: [] })
      if (asked.oneClick) return reply.code(200).type('text/plain; charset=utf-8').send('OK')
      // Looked at again by its address: a page that is loaded anew sends nothing twice.
      return reply.redirect(`/u/${request.params['*']}${known ? `?done=${asked.change}` : ''}`, 303)
    })
  }
}

function change(database: Database, of: Recipient, purpose: string, off: boolean): Promise<boolean> {
  const { workspaceId, address, mailId } = of
  return database.workspace(workspaceId, async (tx) => {
    if (!off && !isTheirsToChange(await suppressionsOf(tx, workspaceId, address))) return false
    const changed = off
      ? await suppress(tx, workspaceId, { address, purpose, reason: 'unsubscribed' })
      : await unsuppress(tx, workspaceId, { address, purpose, bySelf: true })
    if (off) await withdrawWith(tx, workspaceId, { address, purpose, mailId })
    if (changed) {
      await recordChange(tx, {
        by: { workspaceId, system: true },
        action: `mail_suppression.${off ? 'add' : 'remove'}`,
        subjectId: address.toLowerCase(),
        [off ? 'after' : 'before']: { purpose, reason: 'unsubscribed' },
      })
    }
    return changed
  })
}

async function show(database: Database, of: Recipient, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const { workspaceId, address, purpose } = of
  const found = await database.workspace(workspaceId, async (tx) => {
    const { rows } = await sql<{ company: string }>`
      select coalesce((select nullif(company, '') from mail_senders where is_default and archived_at is null), name) as company
      from workspaces
    `.execute(tx)
    return { company: rows[0]?.company ?? '', held: await suppressionsOf(tx, workspaceId, address) }
  })
  const { done } = request.query
  const page: Preferences = { ...found, address, purpose, done: done === 'on' || done === 'off' ? done : null }
  return sendHtml(reply, 200, (nonce) => preferencesPage(page, request.language(), nonce))
}

function sendHtml(reply: FastifyReply, status: number, page: (nonce: string) => string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .code(status)
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(page(nonce))
}

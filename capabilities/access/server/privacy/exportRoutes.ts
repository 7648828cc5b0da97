import { sql } from 'kysely'
import { fieldClasses } from '#kernel/exchange.ts'
import { isId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { notFound } from '#platform/http/refusal.ts'
import { recordChange } from '../audit.ts'
import { type About, collect, collectEvents } from './collect.ts'
import { exportPage } from './page.ts'
import { subjectOf } from './subject.ts'

type Asked = { Params: { id: string }; Querystring: { format?: string } }
type Known = About & { name: string; action: string }

/** All that is kept about one person, as one file: JSON for machines, a page for people. */
export const privacyRawRoutes: RawRoutes = (app) => {
  const config = { mayCall: 'workspace.manage', proof: 'fresh', sees: fieldClasses } as const
  for (const [kind, find] of [
    ['contacts', ofContact],
    ['people', ofPerson],
  ] as const)
    app.get<Asked>(`/api/v1/privacy/${kind}/:id/export`, { config }, async ({ params, query, ...request }, reply) => {
      const call = await request.callContext()
      if (!isId(params.id)) throw notFound()
      const { known, rows } = await call.transaction((tx) => told(tx, call, params.id, find))
      const places = [...rows, ...(await collectEvents(call.events, call.caller.workspaceId, known))]
      const made = call.now().toISOString()
      const page = query.format === 'html'
      const file = `${call.caller.locale === 'ja' ? '個人データ' : 'personal-data'}-${params.id.slice(-8)}.${page ? 'html' : 'json'}`
      void reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      const { name: workspace } = call.caller.workspace
      if (page)
        return reply
          .type('text/html; charset=utf-8')
          .send(exportPage(call.caller.locale, { name: known.name, workspace, made, places }))
      return reply.type('application/json; charset=utf-8').send({ name: known.name, workspace, made, places })
    })
}

async function told(tx: Tx, { caller }: CallContext, id: string, find: typeof ofContact) {
  const known = await find(tx, id)
  if (!known) throw notFound()
  const rows = await collect(tx, caller.workspaceId, known)
  await recordChange(tx, { by: caller, action: known.action, subjectId: id, accountId: known.accountId })
  return { known, rows }
}

async function ofContact(tx: Tx, id: string): Promise<Known | null> {
  const subject = await subjectOf(tx, id)
  return subject && { ...subject, ids: [id], action: 'contact.export' }
}

async function ofPerson(tx: Tx, id: string): Promise<Known | null> {
  const { rows } = await sql<{ name: string; email: string }>`select name, email from people where id = ${id}`.execute(
    tx,
  )
  const [person] = rows
  if (!person) return null
  const { name, email } = person
  return { name, ids: [id], accountId: null, everywhere: [email], here: [], users: [], action: 'person.export' }
}

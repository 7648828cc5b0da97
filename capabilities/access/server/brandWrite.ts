import { Readable } from 'node:stream'
import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import { FileMissing, FileTooLarge } from '#platform/files/files.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { notFound } from '#platform/http/refusal.ts'
import { logoLimit, type LogoType, logoTypeOf } from '../core/logo.ts'
import { recordChange } from './audit.ts'
import { type Brand, brandOf } from './brand.ts'
import { refused } from './refusals.ts'

type Kept = { name: string; colour: string | null; logoKey: string | null; logoType: LogoType | null }

async function kept(tx: Tx, { caller }: Pick<CallContext, 'caller'>, lock = sql``): Promise<Kept> {
  const { rows } = await sql<Kept>`
    select name, brand_colour as colour, logo_key as "logoKey", logo_type as "logoType" from workspaces
    where workspace_id = ${caller.workspaceId} ${lock}
  `.execute(tx)
  return rows[0]!
}

/** How the company of the caller shows itself. */
export const readBrand = (context: CallContext): Promise<Brand> =>
  context.transaction(async (tx) => brandOf(await kept(tx, context)))

/** Changes the colour of pages for customers; null: the product's own. */
export async function setColour(context: CallContext, colour: string | null): Promise<Brand> {
  const { caller, live } = context
  return context.transaction(async (tx) => {
    const before = await kept(tx, context, sql`for update`)
    if (before.colour === colour) return brandOf(before)
    await sql`update workspaces set brand_colour = ${colour} where workspace_id = ${caller.workspaceId}`.execute(tx)
    await recordChange(tx, {
      by: caller,
      action: 'workspace.brand',
      subjectId: caller.workspaceId,
      before: { colour: before.colour },
      after: { colour },
    })
    await live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return brandOf({ ...before, colour })
  })
}

/** Puts a logo in the place of the one there was, or takes it away. Its bytes are kept until nobody points to them. */
export async function setLogo(context: CallContext, logo: { key: string; type: LogoType } | null): Promise<Brand> {
  const { caller, live, files } = context
  const [before, after] = await context.transaction(async (tx) => {
    const was = await kept(tx, context, sql`for update`)
    await sql`
      update workspaces set logo_key = ${logo?.key ?? null}, logo_type = ${logo?.type ?? null}
      where workspace_id = ${caller.workspaceId}
    `.execute(tx)
    await recordChange(tx, {
      by: caller,
      action: 'workspace.brand',
      subjectId: caller.workspaceId,
      before: { logo: was.logoKey !== null },
      after: { logo: logo !== null },
    })
    await live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return [was, { ...was, logoKey: logo?.key ?? null }] as const
  })
  if (before.logoKey) await files.remove(before.logoKey)
  return brandOf(after)
}

/** The logo as a file: sent by an administrator, shown to whoever knows its name, which nobody guesses. */
export const logoRoutes: RawRoutes = (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post('/api/v1/brand/logo', { config: { mayCall: 'workspace.manage' }, bodyLimit: logoLimit }, async (request) => {
    const context = await request.callContext()
    const content = (request.body as Readable | undefined) ?? Readable.from([])
    const { key } = await context.files.save(content, logoLimit).catch((error: unknown) => {
      throw error instanceof FileTooLarge ? new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 }) : error
    })
    const type = logoTypeOf(await context.files.head(key, 16))
    if (!type) {
      await context.files.remove(key)
      throw refused('logo', 'logo.kind')
    }
    return setLogo(context, { key, type })
  })

  app.get<{ Params: { key: string } }>(
    '/api/v1/logos/:key',
    { config: { mayCall: 'anybody' } },
    async (request, reply) => {
      const { database, files } = await request.callContext()
      const [logo] = await database.ask(sql<{ type: LogoType }>`
        select logo_type as type from workspaces where logo_key = ${request.params.key}
      `)
      if (!logo) throw notFound()
      const content = await files.read(request.params.key).catch((error: unknown) => {
        throw error instanceof FileMissing ? notFound() : error
      })
      return reply
        .header('content-type', logo.type)
        .header('cache-control', 'public, max-age=86400')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(content)
    },
  )
}

import { Readable } from 'node:stream'
import { ORPCError } from '@orpc/server'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { fileLimit, isFileTaken, mostFiles } from '#capabilities/plans/core/portal.ts'
import { idSchema } from '#kernel/exchange.ts'
import { isId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { isStoredAsNamed } from '#platform/files/asNamed.ts'
import { type FileKey, FileMissing, type Files, FileTooLarge } from '#platform/files/files.ts'
import { queryOf } from '#platform/http/csvFile.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { refuse } from '../call.ts'
import { closeStep, holdPlan, seenStep } from './doings.ts'
import { readPortal } from './read.ts'
import { readFiles } from './said.ts'
import { type GuestCall, scopeOf, within } from './scope.ts'
import { toldByGuest } from './told.ts'

const asked = z.object({ name: z.string().min(1).max(200), step: idSchema.optional() })

/** The routes whose bodies are files of a plan. What was uploaded is only ever handed out as something to keep. */
export const portalFiles: RawRoutes = (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post('/api/v1/portal/files', { config: { mayCall: 'guest' }, bodyLimit: fileLimit }, async (request, reply) => {
    const context = await request.callContext()
    const { name, step } = queryOf(asked, request)
    if (!isFileTaken(name)) throw refuse('file', 'file_kind', name)
    const content = (request.body as Readable | undefined) ?? Readable.from([])
    const { key, size } = await context.files.save(content, fileLimit).catch(tooLarge)
    try {
      if (!(await isStoredAsNamed(context.files, key, name))) throw refuse('file', 'file_content', name)
      await context.transaction((tx) => keepFile(tx, context, { name: plain(name), stepId: step ?? null, key, size }))
    } catch (error) {
      await context.files.remove(key)
      throw error
    }
    return reply.code(201).send(await context.transaction((tx) => readPortal(tx, context)))
  })

  app.get<Of>('/api/v1/portal/files/:id', { config: { mayCall: 'guest' } }, async (request, reply) => {
    const context = await request.callContext()
    const file = await context.transaction(async (tx) => {
      const scope = await scopeOf(tx, context)
      const seen = await readPortal(tx, context)
      if (!seen.files.some(({ id }) => id === request.params.id)) throw notFound()
      return theFile(tx, request.params.id, within(scope, 'f'))
    })
    return hand(reply, context.files, file)
  })

  app.get<Of>('/api/v1/plan-files/:id', { config: { mayCall: 'accounts.read' } }, async (request, reply) => {
    const { files, transaction, caller } = await request.callContext()
    const ofOurs = sql<boolean>`f.workspace_id = ${caller.workspaceId}`
    return hand(reply, files, await transaction((tx) => theFile(tx, request.params.id, ofOurs)))
  })
}

type Of = { Params: { id: string } }
type Stored = { name: string; file_key: FileKey }
type Given = { name: string; stepId: string | null; key: FileKey; size: number }

function tooLarge(error: unknown): never {
  throw error instanceof FileTooLarge ? new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 }) : error
}

/** A name without what could end a header or lead elsewhere. */
const plain = (name: string) => name.replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '_').trim()

/** Keeps a file of a guest; a step of theirs that asks for one is done by it. */
async function keepFile(tx: Tx, call: GuestCall, { name, stepId, key, size }: Given): Promise<void> {
  const held = await holdPlan(tx, call)
  const row = stepId === null ? null : seenStep(held, stepId)
  const { scope, plan } = held
  if ((await readFiles(tx, scope)).length >= mostFiles) throw refuse('file', 'too_many_files', `${mostFiles}`)
  const id = call.newId<string>()
  await sql`
    insert into plan_files (workspace_id, id, plan_id, step_id, contact_id, name, size, file_key, at)
    values (${scope.workspace.id}, ${id}, ${scope.planId}, ${stepId}, ${call.guest.contactId}, ${name}, ${size}, ${key}, ${call.now()})
  `.execute(tx)
  const closes =
    row?.evidence === 'file' && row.role === scope.role && (row.status === 'open' || row.status === 'doing')
  if (closes && plan.status === 'running') await closeStep(tx, call, held, row, true)
  await toldByGuest(tx, call, scope, {
    action: 'plan_file.create',
    subject: id,
    before: null,
    after: { name, size },
    title: (words) => words.uploaded(name),
  })
}

async function theFile(tx: Tx, id: string, where: ReturnType<typeof within>): Promise<Stored> {
  if (!isId(id)) throw notFound()
  const { rows } =
    await sql<Stored>`select f.name, f.file_key from plan_files f where ${where} and f.id = ${id}`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Hands a file out to be kept, whatever is in it: no browser shows or runs it. */
async function hand(reply: FastifyReply, files: Files, { name, file_key }: Stored): Promise<FastifyReply> {
  const content = await files.read(file_key).catch((error: unknown) => {
    throw error instanceof FileMissing ? notFound() : error
  })
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(content)
}

import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { ORPCError } from '@orpc/server'
import { isId, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { isStoredAsNamed } from '#platform/files/asNamed.ts'
import { FileTooLarge } from '#platform/files/files.ts'
import type { FastifyReply } from 'fastify'
import type { Files } from '#platform/files/files.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { notFound } from '#platform/http/refusal.ts'
import { type FileOf, fileTypeOf, longestFile } from '#capabilities/content/core/item.ts'
import { refuse } from './call.ts'
import { theItem } from './record.ts'

type Stored = { name: string; type: string; size: number; stored: string }

/** A file of an item, by the item's key. */
export async function findFile(
  tx: Tx,
  workspaceId: WorkspaceId,
  { key, id }: { key: string; id: string },
): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select name, type, size, stored from content_files where workspace_id = ${workspaceId} and key = ${key} and id = ${id}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Sends a file to be kept, never to be shown as a page of ours: what was uploaded is not ours to run. */
export async function sendAttachment(reply: FastifyReply, files: Files, { name, type, size, stored }: Stored) {
  return reply
    .type(type)
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .send(await files.read(stored))
}

/** The routes whose bodies are files of items: upload and download. */
export const contentRawRoutes: RawRoutes = (app) => {
  // A file is handed on as it comes, whatever it calls itself.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post<{ Params: { id: string }; Querystring: { fileName?: string } }>(
    '/api/v1/content/:id/files',
    { config: { mayCall: 'content.manage' }, bodyLimit: longestFile + 1 },
    async (request, reply) => {
      const { caller, files, newId, now, transaction } = await request.callContext()
      const { workspaceId, personId } = caller
      const name = (request.query.fileName ?? 'file').replaceAll(/[\\/\p{Cc}]/gu, '_').slice(-255)
      const type = fileTypeOf(name)
      if (!type) throw refuse('body', 'bad_file', name)
      const item = await transaction((tx) => {
        if (!isId(request.params.id)) throw notFound()
        return theItem(tx, workspaceId, request.params.id)
      })
      const content = (request.body as Readable | undefined) ?? Readable.from([])
      const { key: stored, size } = await files.save(content, longestFile).catch((error: unknown) => {
        throw error instanceof FileTooLarge ? new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 }) : error
      })
      try {
        if (size === 0) throw refuse('body', 'empty_file', name)
        if (!(await isStoredAsNamed(files, stored, name))) throw refuse('body', 'other_content', name)
        const id = newId<string>()
        await transaction((tx) =>
          sql`
            insert into content_files (workspace_id, id, key, name, type, size, stored, uploaded_by, uploaded_at)
            values (${workspaceId}, ${id}, ${item.key}, ${name}, ${type}, ${size}, ${stored}, ${personId}, ${now()})
          `.execute(tx),
        )
        return await reply.code(201).send({ id, name, size, type } satisfies FileOf)
      } catch (error) {
        await files.remove(stored)
        throw error
      }
    },
  )

  app.get<{ Params: { id: string; file: string } }>(
    '/api/v1/content/:id/files/:file',
    { config: { mayCall: 'accounts.read' } },
    async (request, reply) => {
      const { caller, files, transaction } = await request.callContext()
      const { id, file } = request.params
      const found = await transaction(async (tx) => {
        if (!isId(id) || !isId(file)) throw notFound()
        const { key } = await theItem(tx, caller.workspaceId, id)
        return findFile(tx, caller.workspaceId, { key, id: file })
      })
      return sendAttachment(reply, files, found)
    },
  )
}

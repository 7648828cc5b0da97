import { fieldClasses } from '#kernel/exchange.ts'
import { Readable } from 'node:stream'
import { ORPCError } from '@orpc/server'
import { isId } from '#kernel/id.ts'
import { FileTooLarge } from '#platform/files/files.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { issuesCsv } from './issuesCsv.ts'
import { findImport } from './imports.ts'
import type { ImportCatalogue } from './parts.ts'
import { presentImport } from './present.ts'
import { asRefusal, partsOf } from './routes.ts'
import { fileLimit, kindNamed, takeFile } from './session.ts'

/** The routes whose bodies are files: the upload, and the list of issues as CSV. */
export function importFiles(catalogue: ImportCatalogue): RawRoutes {
  return (app) => {
    // A file is handed on as it comes, whatever it calls itself.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    app.post<{ Querystring: { fileName?: string; kind?: string } }>(
      '/api/v1/imports',
      { config: { mayCall: 'imports.run', sees: fieldClasses }, bodyLimit: fileLimit },
      async (request, reply) => {
        const context = await request.callContext()
        const { fileName = 'import.csv', kind } = request.query
        try {
          const record = await takeFile(partsOf(context, catalogue), context.caller.workspaceId, {
            content: (request.body as Readable | undefined) ?? Readable.from([]), // no body at all: an empty file
            fileName: fileName.slice(0, 255),
            kind: kind ?? null,
            personId: context.caller.personId,
            origin: 'app',
          })
          return await reply.code(201).send(presentImport(record))
        } catch (error) {
          throw error instanceof FileTooLarge ? new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 }) : asRefusal(error)
        }
      },
    )

    app.get<{ Params: { id: string } }>(
      '/api/v1/imports/:id/issues.csv',
      { config: { mayCall: 'imports.run', sees: fieldClasses, bulk: 'imports' } },
      async (request, reply) => {
        const { database, caller, transaction } = await request.callContext()
        const { record, rules } = await transaction(async (tx) => {
          const found = isId(request.params.id) ? await findImport(tx, request.params.id) : undefined
          if (!found) throw new ORPCError('NOT_FOUND', { status: 404 })
          const subject = await kindNamed({ catalogue }, found.kind).describe(tx, caller.workspace)
          return { record: found, rules: subject.rules ?? {} }
        })
        const name = encodeURIComponent(`${record.fileName.replace(/\.[^.]*$/, '')}-issues.csv`)
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="issues.csv"; filename*=UTF-8''${name}`)
          .send(issuesCsv(database, record, rules, request.language()))
      },
    )
  }
}

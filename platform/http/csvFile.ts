import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { csvLine } from '#kernel/csv.ts'
import { encodeText, type FileEncoding, fileMark } from '#kernel/csvBytes.ts'
import { refused } from './refusal.ts'

/** What a download is asked with, by its schema; each thing that is wrong is refused with its field. */
export function queryOf<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const read = schema.safeParse(request.query)
  if (read.success) return read.data
  throw refused(read.error.issues.map((issue) => ({ field: issue.path.join('.'), rule: `schema.${issue.code}` })))
}

/** How a file is written and called: `name` in plain letters for clients that know no others, `shown` as its reader says it. */
type CsvFile = { encoding: FileEncoding; name: string; shown: string }

/** Answers with a CSV file that is sent while its lines are made. */
export function sendCsv(
  reply: FastifyReply,
  { encoding, name, shown }: CsvFile,
  lines: AsyncIterable<string>,
): FastifyReply {
  const names = `filename="${name}.csv"; filename*=UTF-8''${encodeURIComponent(`${shown}.csv`)}`
  return reply
    .type(`text/csv; charset=${encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`)
    .header('content-disposition', `attachment; ${names}`)
    .send(Readable.from(encoded(lines, encoding)))
}

async function* encoded(lines: AsyncIterable<string>, encoding: FileEncoding): AsyncGenerator<Uint8Array> {
  yield fileMark(encoding)
  for await (const some of lines) yield encodeText(some, encoding)
}

/** Rows of a file that are read at a time. */
export const csvPageSize = 1000

/** The head of a file and its rows, page by page: each is read by itself, so that a slow download holds nothing. */
export async function* csvPages<Row>(
  head: string,
  read: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
  cellsOf: (row: Row) => readonly string[],
): AsyncGenerator<string> {
  yield `${head}\r\n`
  let cursor: string | undefined
  do {
    const { rows, next } = await read(cursor)
    yield rows.map((row) => csvLine(cellsOf(row))).join('')
    cursor = next ?? undefined
  } while (cursor !== undefined)
}

import { ORPCError } from '@orpc/server'
import { Readable } from 'node:stream'
import { FileTooLarge, type Files } from '#platform/files/files.ts'
import type { ImportSubject } from '../core/kind.ts'
import type { Mapping, Reading, Settings } from '../core/reading.ts'
import { type ReadRow, rowReader } from '../core/row.ts'
import type { ImportWorkspace } from './kind.ts'
import { missingFields, propose } from './propose.ts'
import { asRefusal } from './routes.ts'
import { fileLimit, ImportRefused, preferredOrder } from './session.ts'
import { rawBatches } from './source.ts'
import { understand, type Understanding } from './understand.ts'
import { zoneOffset } from './zone.ts'

/** A file that is read through without becoming an import: how it was understood, and how its rows are read. */
export type FileRows = {
  readonly form: Understanding
  readonly settings: Settings
  /** Required fields that no column is read into: without them there is nothing to be read. */
  readonly missing: readonly string[]
  readonly rows: () => AsyncGenerator<readonly ReadRow[]>
}

/** What a person decided of how a file is read; the rest is told from the file. */
export type ReadAs = {
  readonly reading?: Partial<Reading> | undefined
  readonly mapping?: Mapping | undefined
  readonly options?: Readonly<Record<string, string>> | undefined
}

/** Rows that are handed on at a time. */
const rowsAtOnce = 2000

/** Lends a file to some work and forgets it: nothing of it stays. Refusals of files and rows are answers. */
export async function withFile<T>(files: Files, body: unknown, work: (key: string) => Promise<T>): Promise<T> {
  const content = body instanceof Readable ? body : Readable.from([])
  const { key } = await files.save(content, fileLimit).catch((error: unknown) => {
    throw error instanceof FileTooLarge ? new ORPCError('PAYLOAD_TOO_LARGE', { status: 413 }) : error
  })
  try {
    return await work(key)
  } catch (error) {
    throw asRefusal(error)
  } finally {
    await files.remove(key)
  }
}

/** Understands a file as imports do, and reads its rows as a subject's. */
export async function fileRows(
  files: Files,
  key: string,
  subject: ImportSubject,
  workspace: ImportWorkspace,
  given: ReadAs = {},
): Promise<FileRows> {
  const form = await understand(files, key, { ...given.reading, preferredOrder: preferredOrder(workspace) })
  if (typeof form === 'string') throw new ImportRefused('file', form)
  const proposal = propose(subject, form, workspace)
  const mapping = given.mapping?.length === form.names.length ? given.mapping : proposal.mapping
  const settings: Settings = {
    reading: form.reading,
    mapping,
    options: { ...proposal.options, ...given.options },
    emptyCells: 'keep',
  }
  const surroundings = { currency: workspace.currency, zoneOffset: zoneOffset(workspace.timeZone) }
  const read = rowReader(subject, settings, form.names, surroundings)
  async function* rows() {
    for await (const batch of rawBatches(files, key, settings.reading, rowsAtOnce)) yield batch.rows.map(read)
  }
  return { form, settings, missing: missingFields(subject, mapping), rows }
}

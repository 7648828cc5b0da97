import { sql } from 'kysely'
import type { Readable } from 'node:stream'
import type { ImportId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { DateOrder } from '../core/dateOrders.ts'
import type { ImportSubject } from '../core/kind.ts'
import type { Mapping, Reading, Settings } from '../core/reading.ts'
import { findImport, type ImportRecord, insertImport, saveSettings } from './imports.ts'
import type { ImportKind, ImportWorkspace } from './kind.ts'
import type { ImportParts } from './parts.ts'
import { likeliestKind, propose, rememberMapping, savedMapping } from './propose.ts'
import { type Misfit, type Understanding, understand } from './understand.ts'
import { importWorkspace } from './work.ts'

/** A file longer than this is not taken: 2 GiB. */
export const fileLimit = 2 * 1024 ** 3

/** A file that cannot be imported, or settings that cannot be: a rule, and the field it is about. */
export class ImportRefused extends Error {
  readonly field: string
  readonly rule: string
  constructor(field: string, rule: string) {
    super(`${field}: ${rule}`)
    this.field = field
    this.rule = rule
  }
}

export type NewFile = {
  readonly content: Readable
  readonly fileName: string
  /** null: the kind its columns fit best. */
  readonly kind: string | null
  readonly personId: PersonId | null
  readonly origin: ImportRecord['origin']
}

/** Takes a file in: stores it, looks at it, and proposes how it is to be read. Refused files leave nothing behind. */
export async function takeFile(parts: ImportParts, workspaceId: WorkspaceId, file: NewFile): Promise<ImportRecord> {
  const { key, size } = await parts.files.save(file.content, fileLimit)
  try {
    const id = parts.newId<ImportId>()
    return await parts.database.workspace(workspaceId, async (tx) => {
      const workspace = await importWorkspace(tx, workspaceId)
      const form = await understood(parts, key, { preferredOrder: preferredOrder(workspace) })
      const guessed = file.kind ?? (await likeliestKind(tx, parts.catalogue.kinds, form, workspace))
      const kind = kindNamed(parts, guessed ?? parts.catalogue.kinds[0]?.key ?? '')
      const { personId, origin, fileName } = file
      await insertImport(tx, {
        workspaceId,
        id,
        kind: kind.key,
        fileName,
        fileSize: size,
        fileKey: key,
        personId,
        origin,
      })
      const subject = await kind.describe(tx, workspace)
      const settings = await proposedSettings(tx, subject, form, workspace)
      await saveSettings(tx, id, kind.key, form.names, settings)
      return (await findImport(tx, id))!
    })
  } catch (error) {
    await parts.files.remove(key)
    throw error
  }
}

/** What a person may decide of how a file is read. What is left out is told from the file, or stays. */
export type Decision = {
  readonly kind?: string | undefined
  readonly reading?: { readonly [Key in keyof Reading]?: Reading[Key] | undefined } | undefined
  readonly mapping?: Mapping | undefined
  readonly options?: Readonly<Record<string, string>> | undefined
  readonly emptyCells?: 'keep' | 'clear' | undefined
}

/** Changes how a file is to be read. What follows from the change is told anew: columns from the form, fields from the kind. */
export async function decide(
  parts: ImportParts,
  tx: Tx,
  record: ImportRecord,
  decision: Decision,
): Promise<ImportRecord> {
  const workspace = await importWorkspace(tx, record.workspaceId)
  const kind = kindNamed(parts, decision.kind ?? record.kind)
  const subject = await kind.describe(tx, workspace)
  const given = decision.reading ? defined(decision.reading) : record.reading
  const form = await understood(parts, fileOf(record), { ...given, preferredOrder: preferredOrder(workspace) })
  const sameColumns = kind.key === record.kind && JSON.stringify(form.names) === JSON.stringify(record.names)
  const base = sameColumns
    ? { mapping: record.mapping, options: record.options }
    : await proposedSettings(tx, subject, form, workspace)
  const settings: Settings = {
    reading: form.reading,
    mapping: decision.mapping ?? base.mapping,
    options: { ...base.options, ...decision.options },
    emptyCells: decision.emptyCells ?? record.emptyCells,
  }
  checkSettings(subject, settings, form.names)
  await saveSettings(tx, record.id, kind.key, form.names, settings)
  return (await findImport(tx, record.id))!
}

/** Remembers the settings of an import for the next file with the same columns. */
export async function remember(tx: Tx, record: ImportRecord): Promise<void> {
  const workspace = await importWorkspace(tx, record.workspaceId)
  await rememberMapping(tx, workspace, record.kind, record.names, record)
}

async function proposedSettings(
  tx: Tx,
  subject: ImportSubject,
  form: Understanding,
  workspace: ImportWorkspace,
): Promise<Settings> {
  const proposal = propose(subject, form, workspace)
  const saved = await savedMapping(tx, subject, form.names)
  const dateOrders = { ...form.reading.dateOrders, ...saved?.dateOrders }
  return {
    reading: { ...form.reading, dateOrders },
    mapping: saved?.mapping ?? proposal.mapping,
    options: { ...proposal.options, ...saved?.options },
    emptyCells: 'keep',
  }
}

function checkSettings(subject: ImportSubject, settings: Settings, names: readonly string[]): void {
  const known = new Set(subject.fields.map((field) => field.key))
  const used = settings.mapping.filter((key) => key !== null)
  if (settings.mapping.length !== names.length) throw new ImportRefused('mapping', 'mapping_length')
  if (used.some((key) => !known.has(key))) throw new ImportRefused('mapping', 'unknown_field')
  if (new Set(used).size !== used.length) throw new ImportRefused('mapping', 'field_twice')
}

/** The file's form, or the refusal of a file that is no table. */
export async function understood(
  parts: ImportParts,
  fileKey: string,
  given: Partial<Reading> & { preferredOrder: DateOrder },
): Promise<Understanding> {
  const form = await understand(parts.files, fileKey, given)
  if (typeof form === 'string') throw new ImportRefused('file', form satisfies Misfit)
  return form
}

export function fileOf(record: ImportRecord): string {
  if (record.fileKey === null) throw new ImportRefused('file', 'file_missing')
  return record.fileKey
}

export function kindNamed(parts: Pick<ImportParts, 'catalogue'>, key: string): ImportKind {
  const kind = parts.catalogue.kinds.find((each) => each.key === key)
  if (!kind) throw new ImportRefused('kind', 'unknown_kind')
  return kind
}

/** Where the cells leave the order of dates open: as the language of the workspace writes them. */
export function preferredOrder(workspace: ImportWorkspace): DateOrder {
  return workspace.locale === 'ja' ? 'ymd' : 'dmy'
}

function defined<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

/** Forgets an import that wrote nothing, and its file. */
export async function discard(parts: ImportParts, tx: Tx, record: ImportRecord): Promise<void> {
  await sql`delete from imports where id = ${record.id}`.execute(tx)
  if (record.fileKey !== null) await parts.files.remove(record.fileKey)
}

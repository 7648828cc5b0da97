import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import { startPreview, startRun } from './control.ts'
import { findImport, type ImportRecord } from './imports.ts'
import type { ImportParts } from './parts.ts'
import { presentImport, presentIssue } from './present.ts'
import { decide, discard, ImportRefused, kindNamed, takeFile } from './session.ts'
import { missingFields } from './propose.ts'
import { readIssues } from './issues.ts'
import { importWorkspace, workOnImport } from './work.ts'
import type { DateOrder } from '../core/dateOrders.ts'
import type { Encoding } from '../core/encodings.ts'
import type { Delimiter } from '../core/delimited.ts'

/** What the command line may decide; what is left out is told from the file, as in the interface. */
export type ImportFileOptions = {
  readonly file: string
  readonly workspaceId: WorkspaceId
  readonly kind?: string
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly headerLine?: number
  readonly dateOrder?: DateOrder
  /** Column name (or its letter or number, counted from 1) → field key; an empty key leaves the column out. */
  readonly map?: Readonly<Record<string, string>>
  readonly options?: Readonly<Record<string, string>>
  readonly emptyCells?: 'keep' | 'clear'
  readonly mode?: ImportRecord['mode']
  /** Goes through the file without writing, and forgets it. */
  readonly dryRun?: boolean
  readonly personId?: PersonId | null
  readonly signal?: AbortSignal
  readonly onProgress?: (record: ReturnType<typeof presentImport>) => void
}

export type ImportFileResult = {
  readonly import: ReturnType<typeof presentImport>
  /** By column name the field it was read into, or null. */
  readonly columns: readonly { readonly name: string; readonly field: string | null }[]
  readonly issues: readonly ReturnType<typeof presentIssue>[]
}

/** How often the progress is told, in ms. */
const progressEvery = 500

/**
 * Imports a file from disk with the engine of the interface, and waits for its end. Throws ImportRefused where the file
 * or the options cannot be; rows that are refused are in the result.
 */
export async function importFile(parts: ImportParts, given: ImportFileOptions): Promise<ImportFileResult> {
  const { workspaceId, signal = new AbortController().signal } = given
  const taken = await takeFile(parts, workspaceId, {
    content: createReadStream(given.file),
    fileName: path.basename(given.file),
    kind: given.kind ?? null,
    personId: given.personId ?? null,
    origin: 'cli',
  })
  const inWorkspace = parts.database.workspace
  const record = await begin(parts, taken, given).catch(async (error: unknown) => {
    await inWorkspace(workspaceId, (tx) => discard(parts, tx, taken))
    throw error
  })
  const current = () => inWorkspace(workspaceId, async (tx) => (await findImport(tx, record.id))!)
  const ticking = setInterval(
    () =>
      void current()
        .then((now) => given.onProgress?.(presentImport(now)))
        .catch(() => {}),
    progressEvery,
  )
  try {
    await workOnImport(parts, workspaceId, record.id, signal)
  } finally {
    clearInterval(ticking)
  }
  const ended = await current()
  const issues = await inWorkspace(workspaceId, async (tx) => {
    const { rules = {} } = await kindNamed(parts, record.kind).describe(tx, await importWorkspace(tx, workspaceId))
    return (await readIssues(tx, record.id, 100_000, null)).map((issue) => presentIssue(issue, rules))
  })
  if (given.dryRun) await inWorkspace(workspaceId, (tx) => discard(parts, tx, ended))
  const columns = ended.names.map((name, i) => ({ name, field: ended.mapping[i] ?? null }))
  return { import: presentImport(ended), columns, issues }
}

/** Settles how the file is read by what the caller decided, and starts. */
function begin(parts: ImportParts, taken: ImportRecord, given: ImportFileOptions): Promise<ImportRecord> {
  const { encoding, delimiter, headerLine, dateOrder, options, emptyCells, dryRun, mode = 'good_rows' } = given
  return parts.database.workspace(given.workspaceId, async (tx) => {
    const reading = { encoding, delimiter, headerLine, dateOrder }
    const formed = await decide(parts, tx, taken, { reading, options, emptyCells })
    const mapping = mappingBy(given.map ?? {}, formed)
    const decided = await decide(parts, tx, formed, { reading: formed.reading, mapping })
    const subject = await kindNamed(parts, decided.kind).describe(tx, await importWorkspace(tx, given.workspaceId))
    const missing = missingFields(subject, decided.mapping)
    const garbled = decided.names.some((name) => name.includes('\ufffd'))
    if (missing.length > 0 && garbled) throw new ImportRefused(decided.reading.encoding, 'wrong_encoding')
    if (missing.length > 0) throw new ImportRefused(missing[0]!, 'field_without_column')
    return dryRun ? startPreview(tx, decided, parts.now()) : startRun(tx, decided, mode, parts.now())
  })
}

/** The proposed mapping, changed as the caller said. A field that is given to another column leaves the proposed one. */
function mappingBy(map: Readonly<Record<string, string>>, { names, mapping }: ImportRecord): (string | null)[] {
  const chosen = new Map<number, string>()
  for (const [name, field] of Object.entries(map)) {
    const index = names.includes(name) ? names.indexOf(name) : Number(name) - 1
    if (names[index] === undefined) throw new ImportRefused(name, 'unknown_column')
    chosen.set(index, field)
  }
  const taken = new Set(chosen.values())
  return mapping.map((proposed, i) => {
    const field = chosen.get(i)
    if (field !== undefined) return field === '' ? null : field
    return proposed !== null && taken.has(proposed) ? null : proposed
  })
}

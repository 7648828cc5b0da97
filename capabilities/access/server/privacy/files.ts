import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type FileKey, FileMissing, type Files } from '#platform/files/files.ts'
import { patternOf, type Subject } from './subject.ts'
import type { Place } from './sweep.ts'

type Holder = { table: string; hasContact: boolean; mayBeNone: boolean }

/**
 * Takes away what the person uploaded, and uploaded files that speak of the person and wait to be read: their bytes too.
 * Tables that hold files are found in the database's own catalogue, so that one that is added is looked through as well.
 */
export async function eraseFiles(tx: Tx, workspaceId: WorkspaceId, subject: Subject, files: Files): Promise<Place[]> {
  const places: Place[] = []
  for (const { table, hasContact, mayBeNone } of await holders(tx)) {
    const gone = [
      ...(hasContact ? await theirs(tx, workspaceId, table, subject) : []),
      ...(mayBeNone ? await speaking(tx, workspaceId, table, subject, files) : []),
    ]
    for (const key of gone) await files.remove(key)
    if (gone.length > 0) places.push({ place: table, rows: gone.length })
  }
  return places
}

async function holders(tx: Tx): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select c.relname as "table", not a.attnotnull as "mayBeNone",
      exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'contact_id') as "hasContact"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'file_key' and not a.attisdropped
    order by 1
  `.execute(tx)
  return rows
}

async function theirs(tx: Tx, workspaceId: WorkspaceId, table: string, { contactId }: Subject): Promise<FileKey[]> {
  const { rows } = await sql<{ key: FileKey }>`
    delete from ${sql.id(table)} where workspace_id = ${workspaceId} and contact_id = ${contactId} returning file_key as key
  `.execute(tx)
  return rows.map(({ key }) => key)
}

async function speaking(
  tx: Tx,
  workspaceId: WorkspaceId,
  table: string,
  subject: Subject,
  files: Files,
): Promise<FileKey[]> {
  const words = patternOf([...subject.everywhere, ...subject.here])
  if (!words) return []
  const { rows } = await sql<{ key: FileKey }>`
    select file_key as key from ${sql.id(table)} where workspace_id = ${workspaceId} and file_key is not null
  `.execute(tx)
  const found: FileKey[] = []
  for (const { key } of rows) if (await speaksOf(files, key, new RegExp(words, 'i'))) found.push(key)
  await sql`
    update ${sql.id(table)} set file_key = null where workspace_id = ${workspaceId} and file_key = any(${found}::text[])
  `.execute(tx)
  return found
}

const encodings = ['utf-8', 'shift_jis', 'euc-jp', 'utf-16le', 'utf-16be']
const overlap = 1000 // characters: a text may lie across two pieces

/** Whether a text file, in whatever encoding we read, has any of the words. */
async function speaksOf(files: Files, key: FileKey, words: RegExp): Promise<boolean> {
  const readers = encodings.map((encoding) => ({ decoder: new TextDecoder(encoding), end: '' }))
  try {
    for await (const bytes of (await files.read(key)) as AsyncIterable<Buffer>)
      for (const reader of readers) {
        const text = reader.end + reader.decoder.decode(bytes, { stream: true })
        if (words.test(text)) return true
        reader.end = text.slice(-overlap)
      }
  } catch (error) {
    if (!(error instanceof FileMissing)) throw error
  }
  return false
}

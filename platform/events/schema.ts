import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { StartRefused } from '../startRefused.ts'
import type { EventStore } from './store.ts'

const directory = new URL('./schema/', import.meta.url)

/**
 * Brings the tables of the event store up to date and answers with its identity: made once with the store, so that an
 * empty or replaced store is told from the one that the journal was projected to. Statements can be repeated; one that
 * was interrupted is run again.
 */
export async function prepareSchema(store: EventStore): Promise<string> {
  await store.command(`create table if not exists store_schema (number UInt32, applied_at DateTime default now())
    engine = MergeTree order by number settings fsync_after_insert = 1, fsync_part_directory = 1`)
  await store.command(`create table if not exists store_identity (id UUID, made_at DateTime64(3) default now64(3))
    engine = MergeTree order by made_at settings fsync_after_insert = 1, fsync_part_directory = 1`)
  const applied = new Set(
    (await store.query<{ number: number }>('select number from store_schema')).map((r) => r.number),
  )
  const known = migrations()
  const later = Math.max(0, ...applied)
  if (later > known.at(-1)!.number) throw madeByNewer(later)
  for (const { number, statements } of known) {
    if (applied.has(number)) continue
    for (const statement of statements) await store.command(statement)
    await store.insert('store_schema', Buffer.from(JSON.stringify({ number })))
  }
  return storeIdentity(store)
}

function madeByNewer(number: number): StartRefused {
  return new StartRefused({
    ja: `利用データの保管庫は、新しい版の Banso で更新されています（${number}）。新しい版で起動してください。データは変更していません。`,
    en: `A newer Banso has changed the event store (${number}). Start that version. Nothing was changed.`,
  })
}

/** The identity of a store whose tables were made. */
export async function storeIdentity(store: EventStore): Promise<string> {
  const select = 'select toString(id) as id from store_identity order by made_at, id limit 1'
  const [found] = await store.query<{ id: string }>(select)
  if (found) return found.id
  await store.insert('store_identity', Buffer.from(JSON.stringify({ id: randomUUID() })))
  const [made] = await store.query<{ id: string }>(select)
  return made!.id
}

/** Every statement of the schema in order, by the number that says whether it was done. */
export function migrations(): { number: number; statements: string[] }[] {
  return fs
    .readdirSync(directory)
    .flatMap((file) => {
      const match = /^(\d+)-[\w-]+\.sql$/.exec(file)
      if (!match) return []
      const text = fs.readFileSync(new URL(file, directory), 'utf8').replace(/^--.*$/gm, '')
      const statements = text.split(/;\s*\n/).filter((statement) => statement.trim() !== '')
      return [{ number: Number(match[1]), statements }]
    })
    .sort((a, b) => a.number - b.number)
}

import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { dropWithheldViews } from './withheldViews.ts'
import { StartRefused } from '#platform/startRefused.ts'

/**
 * What one part of the product keeps in the database. `directory` holds `tables.sql` and, once that is released,
 * `tables.2-<why>.sql`, `tables.3-<why>.sql` …; each is applied once. `prepare` runs at every start, after all SQL of
 * all parts, as the owner of the tables; it must find out by itself whether there is anything to do.
 */
export type Part = { name: string; directory?: string; prepare?: (owner: pg.Client) => Promise<void> }

type Migration = { part: string; number: number; file: string; digest: string; text: string }

const rls = fs.readFileSync(new URL('./rls.sql', import.meta.url), 'utf8')
const lock = 4_820_301_123 // any number, the same in every Banso: one process migrates at a time

/**
 * Brings the tables up to date, each file in a transaction of its own together with the record of it, so that a start
 * killed at any statement is simply continued by the next. `owner` is logged in as the owner of the tables.
 */
export async function migrate(owner: pg.Client, parts: readonly Part[]): Promise<void> {
  await owner.query('select pg_advisory_lock($1)', [lock])
  try {
    await owner.query(`create table if not exists migrations (
      part text not null, number int not null, file text not null, digest text not null,
      applied_at timestamptz not null default now(), primary key (part, number)
    )`)
    const { rows } = await owner.query<{ key: string; digest: string }>(
      `select part || ' ' || number as key, digest from migrations`,
    )
    const applied = new Map(rows.map((row) => [row.key, row.digest]))
    const migrations = parts.flatMap(migrationsOf)
    const later = unknown(applied.keys(), migrations)
    if (later.length > 0) throw madeByNewer(later)
    if (migrations.some(({ part, number }) => !applied.has(`${part} ${number}`))) await dropWithheldViews(owner)
    for (const migration of migrations) {
      const digest = applied.get(`${migration.part} ${migration.number}`)
      if (digest === undefined) await apply(owner, migration)
      else if (digest !== migration.digest) throw changedSince(migration)
    }
    for (const part of parts) await part.prepare?.(owner)
    await inTransaction(owner, () => owner.query(rls))
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [lock])
  }
}

/** Files that are yet to be applied, without applying them. */
export async function pending(owner: pg.Client, parts: readonly Part[]): Promise<string[]> {
  const { rows: made } = await owner.query<{ made: boolean }>(`select to_regclass('migrations') is not null as made`)
  const { rows } = made[0]!.made
    ? await owner.query<{ key: string }>(`select part || ' ' || number as key from migrations`)
    : { rows: [] }
  const applied = new Set(rows.map(({ key }) => key))
  return parts
    .flatMap(migrationsOf)
    .filter(({ part, number }) => !applied.has(`${part} ${number}`))
    .map(({ part, file }) => `${part}/${file}`)
}

/** What was applied to this database that this version does not have: a newer one has been at it. */
export async function appliedByNewer(owner: pg.Client, parts: readonly Part[]): Promise<string[]> {
  const { rows } = await owner.query<{ key: string }>(`select part || ' ' || number as key from migrations`)
  return unknown(
    rows.map(({ key }) => key),
    parts.flatMap(migrationsOf),
  )
}

function unknown(applied: Iterable<string>, migrations: readonly Migration[]): string[] {
  const known = new Set(migrations.map(({ part, number }) => `${part} ${number}`))
  return [...applied].filter((key) => !known.has(key)).sort()
}

function migrationsOf(part: Part): Migration[] {
  const { directory } = part
  if (directory === undefined) return []
  return fs
    .readdirSync(directory)
    .flatMap((file) => {
      const match = /^tables(?:\.(\d+)-[\w-]+)?\.sql$/.exec(file)
      if (!match) return []
      const text = fs.readFileSync(path.join(directory, file), 'utf8')
      const digest = createHash('sha256').update(text).digest('hex')
      return [{ part: part.name, number: Number(match[1] ?? 1), file, digest, text }]
    })
    .sort((a, b) => a.number - b.number)
}

async function apply(owner: pg.Client, { part, number, file, digest, text }: Migration): Promise<void> {
  await inTransaction(owner, async () => {
    try {
      await owner.query(text)
    } catch (cause) {
      throw new Error(`${part}/${file}: ${(cause as Error).message}`, { cause })
    }
    await owner.query('insert into migrations (part, number, file, digest) values ($1, $2, $3, $4)', [
      part,
      number,
      file,
      digest,
    ])
  })
}

async function inTransaction(owner: pg.Client, work: () => Promise<unknown>): Promise<void> {
  await owner.query('begin')
  try {
    await work()
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback').catch(() => {}) // the first error is the one to tell
    throw error
  }
}

function madeByNewer(later: readonly string[]): StartRefused {
  const names = `${later.slice(0, 3).join(', ')}${later.length > 3 ? ' …' : ''}`
  return new StartRefused({
    ja: `このデータベースは、新しい版の Banso で更新されています（この版にない変更 ${later.length} 件: ${names}）。新しい版で起動するか、更新前のバックアップを別の --data に復元してください。データは変更していません。`,
    en: `A newer Banso has changed this database (${later.length} changes unknown here: ${names}). Start that version, or restore the backup from before it into other --data. Nothing was changed.`,
  })
}

function changedSince({ part, file }: Migration): StartRefused {
  return new StartRefused({
    ja: `このデータベースには ${part}/${file} の別の内容が適用されています。データを作成した版の Banso で開くか、別の --data を指定してください。`,
    en: `This database was made with another ${part}/${file}. Open it with the Banso that made it, or name other data with --data.`,
  })
}

import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { keyRing } from './keyRing.ts'
import { keyNumber, seal, unseal } from './sealed.ts'

/** Where sealed secrets lie: table (with its schema) and column. */
export type SealedColumn = { readonly table: string; readonly column: string }

const atOnce = 200

/** What came of sealing anew: how many were, and how many no key opens (after a restore without theirs). */
export type Resealed = { resealed: number; unreadable: number }

/** Seals with the newest key whatever older ones sealed, some at a time; broken off it goes on where it was. */
export async function reseal(database: Database, columns: readonly SealedColumn[]): Promise<Resealed> {
  const [{ number }] = await keyRing(database)
  const sum = { resealed: 0, unreadable: 0 }
  for (const { table, column } of columns) {
    let after = ''
    for (;;) {
      const [of, value] = [sql.table(table), sql.ref(column)]
      const { rows } = await database.system((tx) =>
        sql<{
          old: string
        }>`select ${value} as old from ${of} where ${value} > ${after} order by ${value} limit ${atOnce}`.execute(tx),
      )
      if (rows.length === 0) break
      after = rows.at(-1)!.old
      const older = rows.map(({ old }) => old).filter((old) => keyNumber(old) !== number)
      const anew = await Promise.all(older.map(async (old) => [old, await sealedAnew(database, old)] as const))
      const pairs = anew.filter((pair): pair is readonly [string, string] => pair[1] !== null)
      sum.unreadable += anew.length - pairs.length
      // Whoever wrote another secret meanwhile keeps theirs: each is found by what it was.
      const { numAffectedRows } = await database.system((tx) =>
        sql`update ${of} set ${value} = pair.anew from unnest(${pairs.map(([old]) => old)}::text[], ${pairs.map(([, one]) => one)}::text[]) as pair (old, anew)
          where ${value} = pair.old`.execute(tx),
      )
      sum.resealed += Number(numAffectedRows ?? 0)
    }
  }
  return sum
}

async function sealedAnew(database: Database, old: string): Promise<string | null> {
  const text = await unseal(database, old).catch(() => null)
  return text === null ? null : await seal(database, text)
}

import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

/** A key that secrets are sealed with; they name it, all but those of the first one. */
export type SealingKey = { readonly number: number; readonly key: Buffer }

/** The keys of this installation, the newest first: it seals, the others only open. */
export type KeyRing = readonly [SealingKey, ...SealingKey[]]

type Known = { at: number; ring: Promise<KeyRing> }
const rings = new WeakMap<Database, Known>()

/** A process notices within so long (ms) that there is a newer key to seal with. */
export const ringRememberedFor = 10_000

/** The keys as this process knows them; `lacking` one that something names, they are read anew. */
export async function keyRing(database: Database, lacking?: number): Promise<KeyRing> {
  const known = rings.get(database)
  if (known && Date.now() - known.at < ringRememberedFor) {
    const ring = await known.ring
    // What strangers send may name any key: it is looked for once a second at the most.
    if (lacking === undefined || ring.some(({ number }) => number === lacking) || Date.now() - known.at < 1000)
      return ring
  }
  const read: Known = { at: Date.now(), ring: readRing(database) }
  rings.set(database, read)
  read.ring.catch(() => rings.delete(database))
  return await read.ring
}

// A key of this name is the first, of versions that had no other.
const nameOf = (number: number) => (number === 1 ? 'sealing' : `sealing.${number}`)

async function readRing(database: Database): Promise<KeyRing> {
  const { rows } = await database.system(async (tx) => {
    const made = await sql`select from auth.secrets where name like 'sealing%' limit 1`.execute(tx)
    if (made.rows.length === 0)
      await sql`insert into auth.secrets (name, value) values (${nameOf(1)}, ${newKey()}) on conflict do nothing`.execute(
        tx,
      )
    return sql<{
      name: string
      value: string
    }>`select name, value from auth.secrets where name like 'sealing%'`.execute(tx)
  })
  const keys = rows.map(({ name, value }) => ({
    number: Number(name.split('.')[1] ?? 1),
    key: Buffer.from(value, 'base64url'),
  }))
  return keys.toSorted((a, b) => b.number - a.number) as unknown as KeyRing
}

const newKey = () => randomBytes(32).toString('base64url')

/** Adds a key that everything is sealed with from now on; its number. */
export async function addKey(database: Database): Promise<number> {
  const next = (await keyRing(database))[0].number + 1
  await database.system((tx) =>
    sql`insert into auth.secrets (name, value) values (${nameOf(next)}, ${newKey()})`.execute(tx),
  )
  rings.delete(database)
  return next
}

/** Takes all keys but the newest away: what they sealed opens no more. */
export async function forgetOldKeys(database: Database): Promise<void> {
  const [{ number }] = await keyRing(database)
  await database.system((tx) =>
    sql`delete from auth.secrets where name like 'sealing%' and name <> ${nameOf(number)}`.execute(tx),
  )
  rings.delete(database)
}

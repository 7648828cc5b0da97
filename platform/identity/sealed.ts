import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

const keys = new WeakMap<Database, Promise<Buffer>>()

/**
 * Seals a secret that somebody else gave out and that has to be read again (AES-256-GCM). The key lies where the role that
 * serves requests does not see it: who reads a workspace's rows, or an export of them, has nothing.
 */
export async function seal(database: Database, text: string): Promise<string> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await keyOf(database), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** What was sealed; throws where it was tampered with. */
export async function unseal(database: Database, sealed: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(database), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

function keyOf(database: Database): Promise<Buffer> {
  const known = keys.get(database)
  if (known) return known
  const key = readKey(database)
  keys.set(database, key)
  key.catch(() => keys.delete(database))
  return key
}

/** The key this installation seals with: made once, the same for every process. */
async function readKey(database: Database): Promise<Buffer> {
  const fresh = randomBytes(32).toString('base64url')
  const { rows } = await database.system(async (tx) => {
    await sql`insert into auth.secrets (name, value) values ('sealing', ${fresh}) on conflict do nothing`.execute(tx)
    return sql<{ value: string }>`select value from auth.secrets where name = 'sealing'`.execute(tx)
  })
  return Buffer.from(rows[0]!.value, 'base64url')
}

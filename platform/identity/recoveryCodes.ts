import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { linkHash } from './oneTimeLink.ts'

const codes = 10
// Without the letters and digits that are taken for one another on paper.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** New codes for an emergency, to be shown this once; those made before open nothing any more. */
export async function makeRecoveryCodes(database: Database, userId: string): Promise<string[]> {
  const made = Array.from({ length: codes }, newCode)
  const hashes = made.map((code) => linkHash(plain(code)))
  await database.system(async (tx) => {
    await sql`delete from auth.recovery_codes where user_id = ${userId}`.execute(tx)
    await sql`insert into auth.recovery_codes (user_id, code_hash)
      select ${userId}, hash from unnest(${hashes}::text[]) as hash`.execute(tx)
  })
  return made
}

/** Whether a code is one of a person's, and was not used before; it is used up by this. */
export async function spendRecoveryCode(database: Database, userId: string, code: string): Promise<boolean> {
  const { numAffectedRows } = await database.system((tx) =>
    sql`delete from auth.recovery_codes where user_id = ${userId} and code_hash = ${linkHash(plain(code))}`.execute(tx),
  )
  return numAffectedRows === 1n
}

/** 24 of 31 letters are 118 bits, for which a plain digest is enough: `k7wp-3mqa-xx9d-tb42-hh8r-c6vn`. */
function newCode(): string {
  const picked: string[] = []
  while (picked.length < 24) {
    const byte = randomBytes(1)[0]! & 31
    if (byte < letters.length) picked.push(letters[byte]!) // the 32nd is drawn again, so that all are as likely
  }
  return picked.join('').replace(/.{4}(?!$)/g, '$&-')
}

function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

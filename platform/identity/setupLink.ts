import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { linkHash, newLinkToken } from './oneTimeLink.ts'

/** The link to make the first administrator is good for this long. In hours. */
export const setupLinkHours = 24

/** A new one-time token; those made before are good no more. */
export async function makeSetupToken(database: Database, now: Date): Promise<string> {
  const { token, hash } = newLinkToken()
  await database.system(async (tx) => {
    await sql`delete from auth.setup_links where used_at is null`.execute(tx)
    await sql`insert into auth.setup_links (token_hash, created_at, expires_at)
      values (${hash}, ${now}, ${now}::timestamptz + ${setupLinkHours} * interval '1 hour')`.execute(tx)
  })
  return token
}

/** Uses a token up. False where there is none such, it was used before, or its time is over. */
export async function useSetupToken(database: Database, token: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await database.system((tx) =>
    sql`update auth.setup_links set used_at = ${now}
      where token_hash = ${linkHash(token)} and used_at is null and expires_at > ${now}`.execute(tx),
  )
  return numAffectedRows === 1n
}

/** Gives a token back, where what it was used for did not come about. */
export async function giveBackSetupToken(database: Database, token: string): Promise<void> {
  await database.system((tx) =>
    sql`update auth.setup_links set used_at = null where token_hash = ${linkHash(token)}`.execute(tx),
  )
}

import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { linkHash, newLinkToken } from './oneTimeLink.ts'

/** A step that waits for the next one is good for this long. In minutes. */
const ticketMinutes = 10

/** What waits: a sign-in for its second factor, a passkey that tells who it is, a new factor, a new
 * proof of a session, a way to an identity provider and back, or what a provider posted for whoever comes after it. */
export type Purpose = 'second' | 'passkey' | 'totp.new' | 'passkey.new' | 'proof' | 'trip' | 'arrival'

type Ticket = {
  userId: string | null
  workspaceId: string | null
  challenge: string | null
  secret: string | null
}

/** Keeps what the next step needs, and gives the word by which it is found again. */
export async function makeTicket(
  database: Database,
  purpose: Purpose,
  now: Date,
  kept: Partial<Ticket>,
): Promise<string> {
  const { token, hash } = newLinkToken()
  const { userId = null, workspaceId = null, challenge = null, secret = null } = kept
  await database.system(async (tx) => {
    await sql`delete from auth.tickets where expires_at < ${now}`.execute(tx)
    await sql`
      insert into auth.tickets (token_hash, purpose, user_id, workspace_id, challenge, secret, expires_at)
      values (${hash}, ${purpose}, ${userId}, ${workspaceId}, ${challenge}, ${secret},
        ${now}::timestamptz + ${ticketMinutes} * interval '1 minute')`.execute(tx)
  })
  return token
}

/** What was kept under a word for one purpose; null where there is nothing, or its time is over. */
export async function readTicket(
  database: Database,
  purpose: Purpose,
  token: string,
  now: Date,
): Promise<Ticket | null> {
  const { rows } = await database.system((tx) =>
    sql<Ticket>`
      select user_id as "userId", workspace_id as "workspaceId", challenge, secret from auth.tickets
      where token_hash = ${linkHash(token)} and purpose = ${purpose} and expires_at > ${now}`.execute(tx),
  )
  return rows[0] ?? null
}

/** Uses a word up; false where somebody else was quicker. */
export async function useTicket(database: Database, token: string): Promise<boolean> {
  const { numAffectedRows } = await database.system((tx) =>
    sql`delete from auth.tickets where token_hash = ${linkHash(token)}`.execute(tx),
  )
  return numAffectedRows === 1n
}

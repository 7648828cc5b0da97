import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

/** A session unused for this long counts no more. In days. */
export const idleDays = 14

export type SessionRow = {
  id: string
  token: string
  address: string | null
  userAgent: string | null
  /** The identity provider that vouches for it; null: its owner proved themselves here. */
  providerId: string | null
  createdAt: Date
  lastUsedAt: Date
}

/** The sessions of a user that still count, the one used last first. */
export async function listSessions(database: Database, userId: string, now: Date): Promise<SessionRow[]> {
  const { rows } = await database.system((tx) =>
    sql<SessionRow>`
      select id, token, nullif(ip_address, '') as address, nullif(user_agent, '') as "userAgent",
        provider_id as "providerId", created_at as "createdAt", last_used_at as "lastUsedAt"
      from auth.sessions
      where user_id = ${userId} and expires_at > ${now}
        and last_used_at > ${now}::timestamptz - ${idleDays} * interval '1 day'
      order by last_used_at desc
    `.execute(tx),
  )
  return rows
}

export async function endSession(database: Database, userId: string, sessionId: string): Promise<boolean> {
  const { numAffectedRows } = await database.system((tx) =>
    sql`delete from auth.sessions where user_id = ${userId} and id = ${sessionId}`.execute(tx),
  )
  return (numAffectedRows ?? 0n) > 0n
}

export async function endOtherSessions(database: Database, userId: string, keepToken: string | null): Promise<number> {
  const { numAffectedRows } = await database.system((tx) =>
    sql`delete from auth.sessions where user_id = ${userId} and token is distinct from ${keepToken}`.execute(tx),
  )
  return Number(numAffectedRows ?? 0n)
}

/**
 * Gives a session another token, at once and for good, and notes what its owner proved; how many seconds it has left, null
 * where there is none. Whoever came by the token before has nothing.
 */
export async function renewSession(
  database: Database,
  { userId, token, next }: { userId: string; token: string | null; next: string },
  provenAt: Date | null,
): Promise<number | null> {
  const { rows } = await database.system((tx) =>
    sql<{ left: number }>`
      update auth.sessions set token = ${next}, proven_at = coalesce(${provenAt}, proven_at), updated_at = now()
      where token = ${token} and user_id = ${userId}
      returning greatest(1, extract(epoch from expires_at - now()))::int as left`.execute(tx),
  )
  return rows[0]?.left ?? null
}

/** Removes sessions that count no more. */
export async function sweepSessions(database: Database, now: Date): Promise<void> {
  await database.system((tx) =>
    sql`delete from auth.sessions
      where expires_at < ${now} or last_used_at < ${now}::timestamptz - ${idleDays} * interval '1 day'`.execute(tx),
  )
}

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

/** Removes sessions that count no more. */
export async function sweepSessions(database: Database, now: Date): Promise<void> {
  await database.system((tx) =>
    sql`delete from auth.sessions
      where expires_at < ${now} or last_used_at < ${now}::timestamptz - ${idleDays} * interval '1 day'`.execute(tx),
  )
}

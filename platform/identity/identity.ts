import { createHmac } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { sessionCookieName } from '#platform/http/visit.ts'
import { type AuthSettings, openBetterAuth } from './betterAuth.ts'
import { hashPassword, TooBusy, verifyPassword } from './password.ts'
import { endOtherSessions, endSession, listSessions, type SessionRow, sweepSessions } from './sessions.ts'
import { attempt, sweepThrottle } from './throttle.ts'

/** Why a proof of identity was turned down: the proof is wrong, or there were too many attempts. */
export type Denial = { reason: 'wrong' } | { reason: 'tooMany'; retryAfterSeconds: number }
export type Proven = { ok: true; userId: string } | ({ ok: false } & Denial)

/** Who somebody is, and how they prove it. What they may do is no matter of identity. */
export type Identity = {
  /** Proves an identity by password; takes the same time whether or not there is such an identity. */
  readonly signIn: (visit: Visit, email: string, password: string, workspaceId?: WorkspaceId) => Promise<Proven>
  readonly signOut: (visit: Visit) => Promise<void>
  /** The identity with a mail address (lower case), and whether it has a password yet. */
  readonly find: (email: string) => Promise<{ userId: string; hasPassword: boolean } | null>
  /** Makes an identity with a password, or gives one to an identity that has none. The password was judged before. */
  readonly create: (identity: { email: string; name: string; password: string }) => Promise<string>
  /** Sets a password without asking for the old one: only where the right to do so is proven otherwise. */
  readonly setPassword: (userId: string, password: string) => Promise<void>
  /** Changes a password and ends all other sessions. */
  readonly changePassword: (visit: Visit, userId: string, current: string, next: string) => Promise<Proven>
  readonly sessions: (userId: string, now: Date) => Promise<SessionRow[]>
  /** Ends a session; false where the user has none with that id. */
  readonly endSession: (userId: string, sessionId: string) => Promise<boolean>
  /** Ends all sessions of a user but the visit's; how many. */
  readonly endOtherSessions: (userId: string, keep: Visit | null) => Promise<number>
  /** Lets the visit's session work in another workspace from the next request on. */
  readonly useWorkspace: (visit: Visit, workspaceId: WorkspaceId) => Promise<void>
  /** A new session without a proof, as the value of a Cookie header: for tests and the operator's own tools. */
  readonly openSession: (userId: string, workspaceId?: WorkspaceId) => Promise<string>
}

/** Identities kept in the database's schema auth. Needs its tables (tables.sql). */
export async function openIdentity(database: Database, settings: Omit<AuthSettings, 'secret'>): Promise<Identity> {
  const secret = await installationSecret(database)
  await sweepSessions(database, new Date())
  await sweepThrottle(database, new Date())
  const auth = openBetterAuth(database, { ...settings, secret })
  const { internalAdapter } = await auth.$context
  const secure = settings.publicUrl?.startsWith('https:') ?? false

  const signIn: Identity['signIn'] = async (visit, email, password, workspaceId) =>
    proving(database, visit, email, async () => {
      const headers = new Headers(visit.userAgent ? { 'user-agent': visit.userAgent } : {})
      const signedIn = await auth.api
        .signInEmail({ body: { email, password }, headers, returnHeaders: true })
        .catch((error: unknown) => {
          if (error instanceof APIError && error.status === 'UNAUTHORIZED') return null
          throw error
        })
      if (!signedIn) return null
      const { token, user } = signedIn.response
      await database.system(async (tx) => {
        await sql`delete from auth.sessions where token = ${visit.sessionToken}`.execute(tx)
        await sql`update auth.sessions set ip_address = ${visit.address}, workspace_id = ${workspaceId ?? null}
          where token = ${token}`.execute(tx)
      })
      signedIn.headers.getSetCookie().forEach((cookie) => visit.setCookie(cookie))
      return user.id
    })

  const setPassword: Identity['setPassword'] = async (userId, password) => {
    const hash = await hashPassword(password)
    const credential = await internalAdapter.findCredentialAccount(userId)
    if (credential) await internalAdapter.updateAccount(credential.id, { password: hash })
    else await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password: hash })
  }

  const find: Identity['find'] = async (email) => {
    const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true })
    return (
      found && {
        userId: found.user.id,
        hasPassword: found.accounts.some((account) => account.providerId === 'credential'),
      }
    )
  }

  return {
    signIn,
    setPassword,
    find,
    signOut: async (visit) => {
      await database.system((tx) => sql`delete from auth.sessions where token = ${visit.sessionToken}`.execute(tx))
      visit.setCookie(cookieText(secure, '', 0))
    },
    create: async ({ email, name, password }) => {
      const user =
        (await find(email))?.userId ??
        (await internalAdapter.createUser({ email, name, emailVerified: false }, { method: 'email-password' })).id
      await setPassword(user, password)
      return user
    },
    changePassword: async (visit, userId, current, next) =>
      proving(database, visit, userId, async () => {
        const hash = (await internalAdapter.findCredentialAccount(userId))?.password
        if (!hash || !(await verifyPassword(current, hash))) return null
        await setPassword(userId, next)
        await endOtherSessions(database, userId, visit.sessionToken)
        return userId
      }),
    sessions: (userId, now) => listSessions(database, userId, now),
    endSession: (userId, sessionId) => endSession(database, userId, sessionId),
    endOtherSessions: (userId, keep) => endOtherSessions(database, userId, keep?.sessionToken ?? null),
    useWorkspace: async (visit, workspaceId) => {
      await database.system((tx) =>
        sql`update auth.sessions set workspace_id = ${workspaceId} where token = ${visit.sessionToken}`.execute(tx),
      )
    },
    openSession: async (userId, workspaceId) => {
      const { token } = await internalAdapter.createSession(userId)
      if (workspaceId) {
        await database.system((tx) =>
          sql`update auth.sessions set workspace_id = ${workspaceId} where token = ${token}`.execute(tx),
        )
      }
      const signature = createHmac('sha256', secret).update(token).digest('base64')
      return `${sessionCookieName(secure)}=${encodeURIComponent(`${token}.${signature}`)}`
    },
  }
}

/** Counts the attempt first, then lets it be judged; a success is taken out of the count again. */
async function proving(
  database: Database,
  visit: Visit,
  account: string,
  judge: () => Promise<string | null>,
): Promise<Proven> {
  const admission = await attempt(database, account, visit.address, new Date())
  if (!admission.allowed) return { ok: false, reason: 'tooMany', retryAfterSeconds: admission.retryAfterSeconds }
  try {
    const userId = await judge()
    if (userId === null) return { ok: false, reason: 'wrong' }
    await admission.succeeded()
    return { ok: true, userId }
  } catch (error) {
    if (error instanceof TooBusy) return { ok: false, reason: 'tooMany', retryAfterSeconds: 5 }
    throw error
  }
}

function cookieText(secure: boolean, value: string, maxAge: number): string {
  const name = sessionCookieName(secure)
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The key this installation signs with: made once, kept in the database, the same for every process. */
async function installationSecret(database: Database): Promise<string> {
  const fresh = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const { rows } = await database.system(async (tx) => {
    await sql`insert into auth.secrets (name, value) values ('sessions', ${fresh}) on conflict do nothing`.execute(tx)
    return sql<{ value: string }>`select value from auth.secrets where name = 'sessions'`.execute(tx)
  })
  return rows[0]!.value
}

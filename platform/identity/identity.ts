import { randomBytes } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { sessionCookieName } from '#platform/http/visit.ts'
import { type AuthSettings, openBetterAuth, sessionLifetime } from './betterAuth.ts'
import { type Factors, openFactors } from './factors.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { type Awaited, awaitProof } from './proofs.ts'
import { type Proven, proving } from './proving.ts'
import { adopt, createBare } from './bare.ts'
import { openSecondStep, type SecondStep } from './secondStep.ts'
import { endOtherSessions, endSession, listSessions, renewSession, type SessionRow, sweepSessions } from './sessions.ts'
import { sweepThrottle } from './throttle.ts'
import { openTrips, type Trips } from './trips.ts'

/** A sign-in by password: done, turned down, or right so far and waiting for a second factor. */
export type SignedIn = Proven | { ok: false; reason: 'second'; awaited: Awaited }

/** Changes the token of the visit's session; notes a proof of who its owner is where there was one. */
export type Renew = (visit: Visit, userId: string, provenAt: Date | null) => Promise<void>

/** Who vouches for a session, and where it counts. */
export type Voucher = { workspaceId: WorkspaceId; providerId: string }

/** Who somebody is, and how they prove it. What they may do is no matter of identity. */
export type Identity = {
  /** Proves an identity by password; takes the same time whether or not there is such an identity. */
  readonly signIn: (visit: Visit, email: string, password: string, workspaceId?: WorkspaceId) => Promise<SignedIn>
  readonly second: SecondStep
  readonly factors: Factors
  readonly trips: Trips
  readonly signOut: (visit: Visit) => Promise<void>
  /** Begins a session for which a company's identity provider vouches: it opens that company's workspace alone. */
  readonly startVouched: (visit: Visit, userId: string, by: Voucher) => Promise<void>
  /** Gives the visit's session a new token after its owner proved something in it; at `provenAt`, who they are. */
  readonly renew: Renew
  /** An identity that nobody signs in to by an address: whoever it is comes by the provider of one company. */
  readonly createBare: (name: string) => Promise<string>
  /** Gives such an identity an address to sign in by; false where the address is another identity's. */
  readonly adopt: (userId: string, email: string) => Promise<boolean>
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
  await sweepSessions(database, new Date())
  await sweepThrottle(database, new Date())
  // What better-auth would sign with it goes nowhere: a session is known by its token alone.
  const auth = openBetterAuth(database, { ...settings, secret: randomBytes(32).toString('base64url') })
  const { internalAdapter } = await auth.$context
  const secure = settings.publicUrl?.startsWith('https:') ?? false

  const begin = async (visit: Visit, userId: string, by: { workspaceId: string | null; providerId: string | null }) => {
    const { token } = await internalAdapter.createSession(userId)
    await database.system(async (tx) => {
      await sql`delete from auth.sessions where token = ${visit.sessionToken}`.execute(tx)
      await sql`update auth.sessions set ip_address = ${visit.address}, user_agent = ${visit.userAgent},
        workspace_id = ${by.workspaceId}, provider_id = ${by.providerId} where token = ${token}`.execute(tx)
    })
    visit.setCookie(cookieText(secure, token, sessionLifetime))
  }
  const renew: Renew = async (visit, userId, provenAt) => {
    const next = randomBytes(24).toString('base64url')
    const left = await renewSession(database, { userId, token: visit.sessionToken, next }, provenAt)
    if (left !== null) visit.setCookie(cookieText(secure, next, left))
  }
  const startSession = (visit: Visit, userId: string, workspaceId: string | null) =>
    begin(visit, userId, { workspaceId, providerId: null })

  const isPassword = async (userId: string, password: string): Promise<boolean> => {
    const hash = (await internalAdapter.findCredentialAccount(userId))?.password
    return Boolean(hash) && (await verifyPassword(password, hash!))
  }

  const signIn: Identity['signIn'] = async (visit, email, password, workspaceId) => {
    const proven = await proving(database, visit, email, async () => {
      const found = await auth.api.signInEmail({ body: { email, password } }).catch((error: unknown) => {
        if (error instanceof APIError && error.status === 'UNAUTHORIZED') return null
        throw error
      })
      // better-auth knows passwords only: the session that counts is begun once all that is asked for is proven.
      if (found) await database.system((tx) => sql`delete from auth.sessions where token = ${found.token}`.execute(tx))
      return found?.user.id ?? null
    })
    if (!proven.ok) return proven
    const awaited = await awaitProof(database, visit, 'second', proven.userId, workspaceId ?? null)
    if (awaited) return { ok: false, reason: 'second', awaited }
    await startSession(visit, proven.userId, workspaceId ?? null)
    return proven
  }

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
    second: openSecondStep(database, { startSession, isPassword, renew }),
    factors: openFactors(database),
    trips: openTrips(database, secure),
    startVouched: begin,
    renew,
    createBare: (name) => createBare(database, name),
    adopt: (userId, email) => adopt(database, userId, email),
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
        if (!(await isPassword(userId, current))) return null
        await setPassword(userId, next)
        await endOtherSessions(database, userId, visit.sessionToken)
        await renew(visit, userId, new Date())
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
      return `${sessionCookieName(secure)}=${token}`
    },
  }
}

function cookieText(secure: boolean, value: string, maxAge: number): string {
  const name = sessionCookieName(secure)
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

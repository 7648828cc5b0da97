import { randomBytes } from 'node:crypto'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Logger } from 'pino'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { sessionCookieName } from '#platform/http/visit.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** A session ends this long after it was begun, used or not. In seconds. */
export const sessionLifetime = 30 * 24 * 3600

export type AuthSettings = { readonly secret: string; readonly publicUrl: string | undefined; readonly log: Logger }

const moments = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** How better-auth is set up here: the tables of tables.sql, argon2id, no routes of its own. */
export function authOptions(database: Database, settings: AuthSettings) {
  const secure = settings.publicUrl?.startsWith('https:') ?? false
  return {
    appName: 'Banso',
    baseURL: settings.publicUrl ?? 'http://localhost',
    secret: settings.secret,
    database: { db: throughDatabase(database), type: 'postgres', schemaName: 'auth', transaction: false },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...moments } },
    session: {
      modelName: 'sessions',
      fields: {
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
        ...moments,
      },
      expiresIn: sessionLifetime,
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'credentials',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...moments,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...moments } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Our own rules judge a new password, and say which one was broken.
      minPasswordLength: 1,
      maxPasswordLength: 1000,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(password, hash) },
    },
    rateLimit: { enabled: false }, // throttle.ts, by account as well as by address
    telemetry: { enabled: false },
    advanced: {
      database: { generateId: () => uuidV7(Date.now(), randomBytes(10)), validateSchema: false },
      ipAddress: { disableIpTracking: true }, // told by the host, which knows whose headers to believe
      cookies: {
        session_token: {
          name: sessionCookieName(secure),
          attributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
        },
      },
      useSecureCookies: false, // the prefix is part of the name above
    },
    logger: {
      level: 'error',
      log: (level, message) => settings.log[level === 'error' ? 'error' : 'info']({ part: 'identity' }, message),
    },
  } satisfies BetterAuthOptions
}

export function openBetterAuth(database: Database, settings: AuthSettings) {
  return betterAuth(authOptions(database, settings))
}

/** A Kysely whose every statement is a transaction of the database's system role: the only one let into schema auth. */
function throughDatabase(database: Database): Kysely<unknown> {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => ({
      executeQuery: (query) => database.system((tx) => tx.executeQuery(query)) as never,
      streamQuery: () => {
        throw new Error('nothing of identities is read as a stream')
      },
    }),
    beginTransaction: async () => {},
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    },
  })
}

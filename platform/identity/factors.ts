import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { askForNew, type PasskeyAnswer, type PasskeyAsked, readNew } from './passkeys.ts'
import { makeRecoveryCodes } from './recoveryCodes.ts'
import { makeTicket, readTicket, useTicket } from './tickets.ts'
import { newTotp, stepOf } from './totp.ts'

/** A way to prove who one is beside the password. */
export type Factor = { id: string; kind: 'totp' | 'passkey'; name: string; createdAt: Date; lastUsedAt: Date | null }

/** A factor that was made. The first one comes with codes for an emergency, shown this once. */
export type Made = { id: string; recoveryCodes: string[] | null }

type User = { id: string; email: string; name: string }

/** The second factors of identities: set up in two steps, so that nobody is locked out by one that does not work. */
export type Factors = {
  readonly list: (userId: string) => Promise<{ factors: Factor[]; recoveryCodesLeft: number }>
  readonly beginTotp: (user: User) => Promise<{ ticket: string; address: string }>
  /** Null where the code is not one of the app's, or the first step is too long ago. */
  readonly endTotp: (user: User, given: { ticket: string; code: string; name: string }) => Promise<Made | null>
  readonly beginPasskey: (visit: Visit, user: User) => Promise<{ ticket: string; asked: PasskeyAsked }>
  readonly endPasskey: (
    visit: Visit,
    user: User,
    given: { ticket: string; answer: PasskeyAnswer; name: string },
  ) => Promise<Made | null>
  /** The factor that was taken away; null where there was none such. With the last one the emergency codes go. */
  readonly remove: (userId: string, id: string) => Promise<Factor | null>
  readonly newRecoveryCodes: (userId: string) => Promise<string[]>
  /** Takes all factors of somebody away, and ends their sessions; how many there were. */
  readonly reset: (userId: string) => Promise<number>
}

const columns = sql`id, kind, name, created_at as "createdAt", last_used_at as "lastUsedAt"`

export function openFactors(database: Database): Factors {
  const keep = async (userId: string, ticket: string, factor: Record<string, unknown>): Promise<Made | null> => {
    if (!(await useTicket(database, ticket))) return null
    const id = uuidV7(Date.now(), randomBytes(10))
    const isFirst = await database.system(async (tx) => {
      const { name, secret = null, step = null, credentialId = null, publicKey = null, counter = null } = factor
      const before = await sql`select from auth.factors where user_id = ${userId} limit 1`.execute(tx)
      await sql`
        insert into auth.factors (id, user_id, kind, name, secret, last_step, credential_id, public_key, counter, transports)
        values (${id}, ${userId}, ${secret ? 'totp' : 'passkey'}, ${name}, ${secret}, ${step}, ${credentialId},
          ${publicKey}, ${counter}, ${factor.transports ?? null})`.execute(tx)
      return before.rows.length === 0
    })
    return { id, recoveryCodes: isFirst ? await makeRecoveryCodes(database, userId) : null }
  }

  return {
    list: async (userId) => {
      const { rows } = await database.system((tx) =>
        sql<Factor>`select ${columns} from auth.factors where user_id = ${userId} order by created_at, id`.execute(tx),
      )
      const left = await database.system((tx) =>
        sql<{
          count: number
        }>`select count(*)::int as count from auth.recovery_codes where user_id = ${userId}`.execute(tx),
      )
      return { factors: rows, recoveryCodesLeft: left.rows[0]!.count }
    },
    beginTotp: async (user) => {
      const { sealed, address } = await newTotp(database, user.email)
      return {
        ticket: await makeTicket(database, 'totp.new', new Date(), { userId: user.id, secret: sealed }),
        address,
      }
    },
    endTotp: async (user, { ticket, code, name }) => {
      const now = new Date()
      const begun = await readTicket(database, 'totp.new', ticket, now)
      if (begun?.userId !== user.id || !begun.secret) return null
      const step = await stepOf(database, begun.secret, code, now)
      return step === null ? null : await keep(user.id, ticket, { name, secret: begun.secret, step })
    },
    beginPasskey: async (visit, user) => {
      const { asked, challenge } = await askForNew(database, visit.origin, user)
      return { ticket: await makeTicket(database, 'passkey.new', new Date(), { userId: user.id, challenge }), asked }
    },
    endPasskey: async (visit, user, { ticket, answer, name }) => {
      const begun = await readTicket(database, 'passkey.new', ticket, new Date())
      if (begun?.userId !== user.id || !begun.challenge) return null
      const made = await readNew(visit.origin, begun.challenge, answer)
      if (!made) return null
      const { id: credentialId, publicKey, counter, transports = [] } = made
      return await keep(user.id, ticket, {
        name,
        credentialId,
        publicKey: Buffer.from(publicKey),
        counter,
        transports: [...transports],
      })
    },
    remove: async (userId, id) =>
      await database.system(async (tx) => {
        const { rows } = await sql<Factor>`
          delete from auth.factors where user_id = ${userId} and id = ${id} returning ${columns}`.execute(tx)
        await sql`delete from auth.recovery_codes where user_id = ${userId}
          and not exists (select from auth.factors where user_id = ${userId})`.execute(tx)
        return rows[0] ?? null
      }),
    newRecoveryCodes: (userId) => makeRecoveryCodes(database, userId),
    reset: async (userId) =>
      await database.system(async (tx) => {
        const { numAffectedRows } = await sql`delete from auth.factors where user_id = ${userId}`.execute(tx)
        await sql`delete from auth.recovery_codes where user_id = ${userId}`.execute(tx)
        await sql`delete from auth.sessions where user_id = ${userId}`.execute(tx)
        return Number(numAffectedRows ?? 0n)
      }),
  }
}

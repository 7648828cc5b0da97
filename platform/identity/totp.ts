import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { seal, unseal } from './sealed.ts'

const stepSeconds = 30 // RFC 6238, what every authenticator app counts in

/** A new secret for an authenticator app: sealed, and as the address its QR code carries. */
export async function newTotp(database: Database, email: string): Promise<{ sealed: string; address: string }> {
  const secret = randomBytes(20).toString('base64url')
  return { sealed: await seal(database, secret), address: createOTP(secret).url('Banso', email) }
}

/**
 * The step (30 seconds since 1970) that a code stands for, one step to either side of now allowed for clocks that differ;
 * null where it is no code of the secret.
 */
export async function stepOf(database: Database, sealed: string, code: string, now: Date): Promise<number | null> {
  const otp = createOTP(await unseal(database, sealed))
  const current = Math.floor(now.getTime() / 1000 / stepSeconds)
  let found: number | null = null
  for (const step of [current - 1, current, current + 1]) {
    const right = Buffer.from(await otp.hotp(step))
    const given = Buffer.from(code)
    if (given.length === right.length && timingSafeEqual(given, right)) found = step
  }
  return found
}

/** Whether a code is one of a person's apps, and was not used before; it is used up by this. */
export async function spendTotp(database: Database, userId: string, code: string, now: Date): Promise<boolean> {
  const { rows } = await database.system((tx) =>
    sql<{ id: string; secret: string }>`
      select id, secret from auth.factors where user_id = ${userId} and kind = 'totp' order by created_at`.execute(tx),
  )
  for (const { id, secret } of rows) {
    const step = await stepOf(database, secret, code, now)
    if (step === null) continue
    const { numAffectedRows } = await database.system((tx) =>
      sql`update auth.factors set last_step = ${step}, last_used_at = ${now}
        where id = ${id} and coalesce(last_step, 0) < ${step}`.execute(tx),
    )
    return numAffectedRows === 1n
  }
  return false
}

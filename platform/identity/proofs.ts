import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { askForProof, type PasskeyAnswer, type PasskeyAsked, readProof, takesPasskeys } from './passkeys.ts'
import { spendRecoveryCode } from './recoveryCodes.ts'
import { makeTicket, type Purpose, readTicket, useTicket } from './tickets.ts'
import { spendTotp } from './totp.ts'

/** What somebody gives to prove who they are: the code of an app or for an emergency, or what a passkey signed. */
export type SecondProof = { ticket: string; code?: string | undefined; passkey?: PasskeyAnswer | undefined }

/** What is still to be proven, and with what. */
export type Awaited = {
  ticket: string
  /** Whether the person has an app that makes codes. */
  totp: boolean
  /** What to ask the browser, where the person has passkeys and this address takes them. */
  passkey: PasskeyAsked | null
}

/** Which kinds of factors somebody has. */
export async function kindsOf(database: Database, userId: string): Promise<ReadonlySet<'totp' | 'passkey'>> {
  const { rows } = await database.system((tx) =>
    sql<{ kind: 'totp' | 'passkey' }>`select distinct kind from auth.factors where user_id = ${userId}`.execute(tx),
  )
  return new Set(rows.map(({ kind }) => kind))
}

/** Begins a proof by a second factor; null where the person has none. */
export async function awaitProof(
  database: Database,
  visit: Visit,
  purpose: Purpose,
  userId: string,
  workspaceId: string | null,
): Promise<Awaited | null> {
  const kinds = await kindsOf(database, userId)
  if (kinds.size === 0) return null
  const passkey =
    kinds.has('passkey') && takesPasskeys(visit.origin) ? await askForProof(database, visit.origin, userId) : null
  const challenge = passkey?.challenge ?? null
  const ticket = await makeTicket(database, purpose, new Date(), { userId, workspaceId, challenge })
  return { ticket, totp: kinds.has('totp'), passkey: passkey?.asked ?? null }
}

/** Begins a sign-in with a passkey alone, of somebody nobody knows yet. */
export async function awaitAnybody(database: Database, visit: Visit): Promise<{ ticket: string; asked: PasskeyAsked }> {
  const { asked, challenge } = await askForProof(database, visit.origin, null)
  return { ticket: await makeTicket(database, 'passkey', new Date(), { challenge }), asked }
}

/** Whether a second factor proves a person; its ticket is used up where it does. */
export async function proves(
  database: Database,
  visit: Visit,
  userId: string,
  { proof, challenge }: { proof: SecondProof; challenge: string | null },
): Promise<boolean> {
  const now = new Date()
  const { ticket, code, passkey } = proof
  const right = passkey
    ? challenge !== null && (await readProof(database, visit.origin, challenge, passkey, now)) === userId
    : code !== undefined && (await isCode(database, userId, code, now))
  return right && (await useTicket(database, ticket))
}

/** Whose passkey answered a sign-in without a name; null where nobody's did. */
export async function whoseProof(database: Database, visit: Visit, ticket: string, answer: PasskeyAnswer) {
  const now = new Date()
  const begun = await readTicket(database, 'passkey', ticket, now)
  if (!begun?.challenge) return null
  const userId = await readProof(database, visit.origin, begun.challenge, answer, now)
  return userId && (await useTicket(database, ticket)) ? userId : null
}

async function isCode(database: Database, userId: string, typed: string, now: Date): Promise<boolean> {
  const digits = typed.normalize('NFKC').replace(/\s/g, '')
  return /^\d{6}$/.test(digits)
    ? await spendTotp(database, userId, digits, now)
    : await spendRecoveryCode(database, userId, typed)
}

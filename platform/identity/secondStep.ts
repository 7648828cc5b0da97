import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import type { PasskeyAnswer, PasskeyAsked } from './passkeys.ts'
import { takesPasskeys } from './passkeys.ts'
import { type Awaited, awaitAnybody, awaitProof, proves, type SecondProof, whoseProof } from './proofs.ts'
import { type Proven, proving } from './proving.ts'
import { readTicket } from './tickets.ts'

/** Proofs beside the password: the second step of a sign-in, a passkey alone, and a session's new proof. */
export type SecondStep = {
  /** Ends a sign-in that a password began; `whose` it was, where the ticket was one. */
  readonly finish: (visit: Visit, proof: SecondProof) => Promise<Proven & { whose?: string }>
  /** What to ask a browser for a sign-in with a passkey alone; null where the address takes none. */
  readonly askPasskey: (visit: Visit) => Promise<{ ticket: string; asked: PasskeyAsked } | null>
  readonly signInByPasskey: (visit: Visit, ticket: string, answer: PasskeyAnswer) => Promise<Proven>
  /** What a session's new proof may be given with beside the password; null where there is no factor. */
  readonly askAgain: (visit: Visit, userId: string) => Promise<Awaited | null>
  /** Notes that a session proved once more who it is, by the password or by a second factor. */
  readonly proveAgain: (visit: Visit, userId: string, proof: { password: string } | SecondProof) => Promise<Proven>
}

type Doors = {
  startSession: (visit: Visit, userId: string, workspaceId: string | null) => Promise<void>
  isPassword: (userId: string, password: string) => Promise<boolean>
  renew: (visit: Visit, userId: string, provenAt: Date) => Promise<void>
}

export function openSecondStep(database: Database, { startSession, isPassword, renew }: Doors): SecondStep {
  return {
    finish: async (visit, proof) => {
      const begun = await readTicket(database, 'second', proof.ticket, new Date())
      if (!begun?.userId) return { ok: false, reason: 'wrong' }
      const { userId, challenge, workspaceId } = begun
      const proven = await proving(database, visit, `second ${userId}`, async () => {
        if (!(await proves(database, visit, userId, { proof, challenge }))) return null
        await startSession(visit, userId, workspaceId)
        return userId
      })
      return { ...proven, whose: userId }
    },
    askPasskey: async (visit) => (takesPasskeys(visit.origin) ? await awaitAnybody(database, visit) : null),
    signInByPasskey: async (visit, ticket, answer) =>
      await proving(database, visit, `passkey ${String(answer.id)}`, async () => {
        const userId = await whoseProof(database, visit, ticket, answer)
        if (userId) await startSession(visit, userId, null)
        return userId
      }),
    askAgain: async (visit, userId) => await awaitProof(database, visit, 'proof', userId, null),
    proveAgain: async (visit, userId, proof) =>
      await proving(database, visit, userId, async () => {
        if (!(await isProven(database, visit, userId, proof, isPassword))) return null
        await renew(visit, userId, new Date())
        return userId
      }),
  }
}

async function isProven(
  database: Database,
  visit: Visit,
  userId: string,
  proof: { password: string } | SecondProof,
  isPassword: Doors['isPassword'],
): Promise<boolean> {
  if ('password' in proof) return await isPassword(userId, proof.password)
  const begun = await readTicket(database, 'proof', proof.ticket, new Date())
  if (begun?.userId !== userId) return false
  return await proves(database, visit, userId, { proof, challenge: begun.challenge })
}

import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { TooBusy } from './password.ts'
import { attempt } from './throttle.ts'

/** Why a proof of identity was turned down: the proof is wrong, or there were too many attempts. */
export type Denial = { reason: 'wrong' } | { reason: 'tooMany'; retryAfterSeconds: number }
export type Proven = { ok: true; userId: string } | ({ ok: false } & Denial)

/** Counts the attempt first, then lets it be judged; what succeeded, or could not be judged, is taken out of the count again. */
export async function proving(
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
    await admission.unjudged()
    if (error instanceof TooBusy) return { ok: false, reason: 'tooMany', retryAfterSeconds: 5 }
    throw error
  }
}

import { ORPCError } from '@orpc/server'
import type { RouteMeta } from '#kernel/exchange.ts'
import type { Who } from './guard.ts'

/** For this long after a proof nobody is asked for another, in minutes. */
const freshMinutes = 15

/** What a contract's meta says of a new proof. */
export function proofOf(meta: Record<string, unknown>): RouteMeta['proof'] {
  return (meta as Partial<RouteMeta>).proof
}

/**
 * Lets whoever proved lately who they are pass, on routes that ask for it; the interface asks for a new proof and goes on.
 * A program has its key, which was made after such a proof.
 */
export function askProof({ callerOrNull }: Pick<Who, 'callerOrNull'>, proof: RouteMeta['proof'], now: Date): void {
  if (proof !== 'fresh' || callerOrNull?.key) return
  const since = callerOrNull?.provenAt ? now.getTime() - callerOrNull.provenAt.getTime() : Number.POSITIVE_INFINITY
  if (since > freshMinutes * 60_000) throw new ORPCError('PROOF_NEEDED', { defined: true, status: 403 })
}

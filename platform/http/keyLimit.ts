import { ORPCError } from '@orpc/server'
import type { FastifyReply } from 'fastify'

/** Calls that one key may make within a minute, in each process. */
export const callsPerMinute = 600

type Share = { from: number; used: number }
const shares = new Map<string, Share>()
const minute = 60_000

/** Counts a call of a key and says in headers what is left of its share; throws where nothing is. */
export function countCall(keyId: string, reply: FastifyReply, now: number): void {
  const known = shares.get(keyId)
  const share = known && now - known.from < minute ? known : { from: now, used: 0 }
  if (share !== known) {
    if (shares.size > 10_000) shares.clear()
    shares.set(keyId, share)
  }
  share.used++
  const reset = Math.ceil((share.from + minute - now) / 1000)
  void reply
    .header('ratelimit-limit', callsPerMinute)
    .header('ratelimit-remaining', Math.max(0, callsPerMinute - share.used))
    .header('ratelimit-reset', reset)
  if (share.used <= callsPerMinute) return
  void reply.header('retry-after', reset)
  throw new ORPCError('TOO_MANY', { defined: true, status: 429, data: { retryAfterSeconds: reset } })
}

import type { FastifyReply } from 'fastify'
import type { Caller } from './context.ts'
import { sayLeft, tooMany } from './share.ts'

/** Calls that one key may make within a minute, over all processes. */
export const callsPerMinute = 600

/** So many calls a process takes at once: one write for each thirty calls, and no more than these left unused elsewhere. */
const taken = 30

/** Takes calls of a key's share; tells how many all processes have taken in this minute, and how long it lasts. */
export type TakeCalls = (caller: Caller, calls: number) => Promise<{ taken: number; secondsLeft: number }>

/** What this process has of a key's share: calls it may still let through, and what others may still take. */
type Share = { until: number; left: number; others: number }

const shares = new Map<string, Promise<Share>>()

/** Counts a call of a key and says in headers what is left of its share; throws where nothing is. */
export async function countCall(caller: Caller, reply: FastifyReply, now: () => number, take: TakeCalls) {
  const share = await shareOf(caller, now, take)
  const seconds = Math.max(1, Math.ceil((share.until - now()) / 1000))
  const isLetIn = share.left > 0
  if (isLetIn) share.left--
  const left = share.left + share.others
  sayLeft(reply, 'key', { policy: `q=${callsPerMinute};w=60`, left, seconds, refused: !isLetIn })
  if (!isLetIn) throw tooMany(seconds)
}

/** A share with something in it, or the one that is used up for this minute; calls that wait at once wait for the same. */
async function shareOf(caller: Caller, now: () => number, take: TakeCalls): Promise<Share> {
  const id = caller.key!.id
  for (;;) {
    const asked = shares.get(id)
    const known = await asked
    if (known && now() < known.until && (known.left > 0 || known.others === 0)) return known
    if (shares.get(id) !== asked) continue
    if (shares.size > 10_000) shares.clear()
    const next = taking(caller, now, take)
    shares.set(id, next)
    next.catch(() => shares.delete(id))
  }
}

async function taking(caller: Caller, now: () => number, take: TakeCalls): Promise<Share> {
  const { taken: all, secondsLeft } = await take(caller, taken)
  const over = Math.max(0, all - callsPerMinute)
  return {
    until: now() + secondsLeft * 1000,
    left: Math.max(0, taken - over),
    others: Math.max(0, callsPerMinute - all),
  }
}

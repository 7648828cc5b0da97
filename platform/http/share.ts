import { ORPCError } from '@orpc/server'
import type { FastifyReply } from 'fastify'
import type { WorkspaceId } from '#kernel/id.ts'

/** Whose share of a minute is counted. */
export type Sharer = { readonly of: 'person' | 'writeKey'; readonly workspaceId: WorkspaceId; readonly id: string }

/** Notes what one took; tells how much all processes have noted of it in this minute, and how long that lasts. */
export type NoteTaken = (sharer: Sharer, amount: number) => Promise<{ taken: number; secondsLeft: number }>

type Quota = { readonly most: number; readonly noted: number; readonly least: number }

/**
 * What one may take within a minute, over all processes, and how much a process lets through before it notes it. Calls of
 * people: many times what a hand does. Events of write keys: twice what this product is measured to take in from all; a
 * request counts as twenty events at least, for by itself it costs about as much.
 */
export const quotas: Record<Sharer['of'], Quota> = {
  person: { most: 12_000, noted: 200, least: 1 },
  writeKey: { most: 2_400_000, noted: 20_000, least: 20 },
}

/** What is left of a share, and in how many seconds a new one begins; refused: nothing of this one was let through. */
export type Left = {
  readonly policy: string
  readonly left: number
  readonly seconds: number
  readonly refused: boolean
}

/** Counts shares in this process, and now and then with the others: no request waits for that. */
export type Shares = { readonly take: (sharer: Sharer, amount: number) => Left }

/** What this process let through in this minute, how much of it the others know, and what all have told. */
type Share = { until: number; used: number; told: number; all: number; telling: boolean }

const minute = 60_000 // ms
const rememberedAtMost = 10_000

export function openShares(note: NoteTaken, now: () => number, of: typeof quotas = quotas): Shares {
  const shares = new Map<string, Share>()
  const shareOf = ({ of: kind, id }: Sharer) => {
    const known = shares.get(`${kind} ${id}`)
    if (known && now() < known.until) return known
    if (shares.size >= rememberedAtMost) shares.clear()
    const fresh = { until: now() + minute - (now() % minute), used: 0, told: 0, all: 0, telling: false }
    shares.set(`${kind} ${id}`, fresh)
    return fresh
  }
  const tell = (sharer: Sharer, share: Share) => {
    const amount = share.used - share.told
    share.telling = true
    note(sharer, amount)
      .then(({ taken, secondsLeft }) => {
        share.told += amount
        share.all = taken
        // The database's minute counts: clocks of several machines differ.
        share.until = now() + secondsLeft * 1000
      })
      // Where nobody can be told the process keeps counting by itself, and tells later.
      .catch(() => {})
      .finally(() => {
        share.telling = false
      })
  }
  return {
    take: (sharer, amount) => {
      const { most, noted, least } = of[sharer.of]
      const share = shareOf(sharer)
      const wanted = Math.max(amount, least)
      const before = Math.max(0, most - share.all - share.used + share.told)
      const refused = wanted > before
      if (!refused) share.used += wanted
      if (!share.telling && share.used - share.told >= noted) tell(sharer, share)
      const seconds = Math.max(1, Math.ceil((share.until - now()) / 1000))
      return { policy: `q=${most};w=60`, left: refused ? before : before - wanted, seconds, refused }
    },
  }
}

/** Says in headers what is left of a share (RateLimit header fields for HTTP), and when to come again where nothing is. */
export function sayLeft(reply: FastifyReply, name: string, { policy, left, seconds, refused }: Left): void {
  void reply.header('ratelimit-policy', `"${name}";${policy}`).header('ratelimit', `"${name}";r=${left};t=${seconds}`)
  if (refused) void reply.header('retry-after', seconds)
}

/** The refusal of whoever has taken their share. */
export function tooMany(seconds: number): Error {
  return new ORPCError('TOO_MANY', { defined: true, status: 429, data: { retryAfterSeconds: seconds } })
}

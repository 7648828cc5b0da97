import type { Offered } from '#capabilities/usage/server/index.ts'
import { features } from './events.ts'
import type { Random } from './random.ts'

type Track = { messageId: string; user: string; group: string; event: string; quantity: number; at: number }

/** An event of a customer's user as a tracking client of the demo company's product sends it. */
export function trackOf({ messageId, user, group, event, quantity, at }: Track): Offered {
  const common = {
    anonymousId: null,
    previousId: null,
    source: 'product',
    accountId: null,
    clockAhead: 0,
    props: {},
    traits: {},
  }
  return {
    event: { ...common, messageId, kind: 'track', event, userId: user, groupId: group, at, receivedAt: at, quantity },
    statedAt: at,
  }
}

/** One use of some feature at this moment. */
export function trackNow(user: string, group: string, random: Random, now: Date): Offered {
  const [event] = random.weighed(features.map((feature) => [feature, feature[1]] as const))
  return trackOf({ messageId: `demo-live-${crypto.randomUUID()}`, user, group, event, quantity: 1, at: now.getTime() })
}

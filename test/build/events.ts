import type { UsageEvent } from '#capabilities/usage/core/event.ts'
import type { Offered } from '#capabilities/usage/server/index.ts'

let made = 0

/** An event that can be accepted: user u1 did something now, unless told otherwise. */
export function buildEvent(given: Partial<UsageEvent> = {}): UsageEvent {
  const now = Date.now()
  return {
    messageId: `event ${++made}`,
    kind: 'track',
    event: 'use',
    userId: 'u1',
    anonymousId: null,
    previousId: null,
    groupId: null,
    source: 'product',
    accountId: null,
    at: now,
    receivedAt: now,
    clockAhead: 0,
    quantity: 1,
    props: {},
    traits: {},
    ...given,
  }
}

/** The same, as it is handed over to be accepted. */
export function offer(...events: Partial<UsageEvent>[]): Offered[] {
  return events.map((given) => ({ event: buildEvent(given), statedAt: null }))
}

/** What kinds of use count: a person did something, or saw a page or a screen. */
export const usageKinds = ['track', 'page', 'screen'] as const

/** `system`: what a tracking client tells of itself (`$feature_flag_called`); kept, but nobody's use. */
export type EventKind = (typeof usageKinds)[number] | 'identify' | 'group' | 'alias' | 'system'

export type Props = { readonly [key: string]: unknown }

/** An event as every door (SDK, import, demo) hands it over, checked, before it is known whose it is. */
export type UsageEvent = {
  /** The client's id of the message, by which it is counted once. */
  messageId: string
  kind: EventKind
  /** The name of a `track`, `page` or `screen`; empty for the others. */
  event: string
  userId: string | null
  anonymousId: string | null
  /** For `alias`: the key under which the user was known before. */
  previousId: string | null
  /** The account that the event itself names by the id of an external source. */
  groupId: string | null
  /** The source of external ids that `groupId` is of. */
  source: string
  /** The account itself, where the sender knows it (an import). */
  accountId: string | null
  /** Milliseconds since 1970 UTC. */
  at: number
  receivedAt: number
  /** Seconds by which the client's clock was ahead of ours; `at` was cut to the moment of arrival then. */
  clockAhead: number
  /** How many uses it stands for: more than 1 for an aggregate of a day. */
  quantity: number
  props: Props
  /** What is said about the user (`identify`) or the account (`group`). */
  traits: Props
}

/** Why an event is not accepted. `rule` is a key of the interface's texts. */
export type Refusal = { field: string; rule: string }

/** The key of a user: the id they signed in with, else the anonymous one; empty where there is neither. */
export function userKey(event: Pick<UsageEvent, 'userId' | 'anonymousId'>): string {
  return event.userId ?? event.anonymousId ?? ''
}

/** The key of the group an event names: ids of different sources may be alike. Empty: it names none. */
export function groupKey(event: Pick<UsageEvent, 'groupId' | 'source'>): string {
  return event.groupId === null ? '' : `${event.source}/${event.groupId}`
}

export function countsAsUse(kind: EventKind): boolean {
  return (usageKinds as readonly string[]).includes(kind)
}

/**
 * What an event says, in one form for the same content: keys sorted, nothing of when and how it was sent. A message id
 * that comes again with another content is a conflict.
 */
export function contentText(event: UsageEvent, statedAt: string | number | null): string {
  return JSON.stringify([
    event.kind,
    event.event,
    event.userId,
    event.anonymousId,
    event.previousId,
    event.groupId,
    event.accountId,
    statedAt,
    event.quantity,
    inOrder(event.props),
    inOrder(event.traits),
  ])
}

/** The same value with the keys of objects sorted; where they are sorted already, the value itself. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const keys = Object.keys(value)
  const sorted = keys.every((key, i) => i === 0 || keys[i - 1]! < key)
  const flat = keys.every((key) => typeof (value as Props)[key] !== 'object')
  if (sorted && flat) return value
  // From entries: a key `__proto__` is one like any other.
  return Object.fromEntries((sorted ? keys : keys.sort()).map((key) => [key, inOrder((value as Props)[key])]))
}

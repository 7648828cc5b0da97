import { momentOf, parseInstant } from './clock.ts'
import type { EventKind, Props, Refusal, UsageEvent } from './event.ts'
import { cleanText, readProps } from './props.ts'

/** One message of the Segment tracking API, as it came. */
export type RawMessage = { readonly [key: string]: unknown }

export type Reception = {
  /** Milliseconds since 1970 UTC. */
  receivedAt: number
  /** The client's clock at sending, as the batch states it. */
  sentAt: unknown
  /** History that is brought in later: its times are right as they stand, however long ago it was sent. */
  historical?: boolean
  /** The source of external ids that `groupId` is of. */
  source: string
  /** What stands in for a message id where the client sent none. */
  idFor: (message: RawMessage) => string
}

export type Read = { event: UsageEvent; statedAt: string | number | null } | { refusal: Refusal }

const kinds = new Set<string>(['track', 'page', 'screen', 'identify', 'group', 'alias'])
const idAtMost = 300
const nameAtMost = 200

/** Reads one message of the Segment tracking API (RudderStack's differs in the name of the timestamp only). */
export function readMessage(message: unknown, reception: Reception): Read {
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    return { refusal: { field: '', rule: 'not_an_object' } }
  const raw = message as RawMessage
  const kind = typeof raw.type === 'string' ? raw.type.toLowerCase() : ''
  if (!kinds.has(kind)) return { refusal: { field: 'type', rule: 'unknown_type' } }
  const context = typeof raw.context === 'object' && raw.context !== null ? (raw.context as Props) : {}
  const ids = readIds(raw, kind, context)
  if ('refusal' in ids) return ids
  const name = eventName(raw, kind)
  if (name === null) return { refusal: { field: 'event', rule: 'missing' } }
  if (name.length > nameAtMost) return { refusal: { field: 'event', rule: 'too_long' } }
  const props = readProps(kind === 'page' || kind === 'screen' ? pageProps(raw) : raw.properties, 'properties')
  if ('refusal' in props) return props
  const traits = readProps(raw.traits ?? (kind === 'identify' ? context.traits : undefined), 'traits')
  if ('refusal' in traits) return traits
  const time = readTime(raw, reception)
  if ('refusal' in time) return time
  const event: UsageEvent = {
    userId: ids.userId,
    anonymousId: ids.anonymousId,
    previousId: ids.previousId,
    groupId: ids.groupId,
    messageId: text(raw.messageId) ?? reception.idFor(raw),
    kind: (kind === 'track' && name.startsWith('$') ? 'system' : kind) as EventKind,
    event: name,
    source: reception.source,
    accountId: null,
    at: time.at,
    receivedAt: reception.receivedAt,
    clockAhead: time.clockAhead,
    quantity: 1,
    props: props.props,
    traits: traits.props,
  }
  if (event.messageId.length > idAtMost) return { refusal: { field: 'messageId', rule: 'too_long' } }
  return { event, statedAt: time.stated }
}

const idFields = ['userId', 'anonymousId', 'previousId', 'groupId'] as const

type Ids = Pick<UsageEvent, 'userId' | 'anonymousId' | 'previousId' | 'groupId'>

function readIds(raw: RawMessage, kind: string, context: Props): Ids | { refusal: Refusal } {
  const ids = {
    userId: text(raw.userId),
    anonymousId: text(raw.anonymousId),
    previousId: kind === 'alias' ? (text(raw.previousId) ?? text(raw.anonymousId)) : null,
    groupId: text(kind === 'group' ? raw.groupId : (raw.groupId ?? context.groupId)),
  }
  for (const field of idFields)
    if ((ids[field]?.length ?? 0) > idAtMost) return { refusal: { field, rule: 'too_long' } }
  if (kind === 'group' && ids.groupId === null) return { refusal: { field: 'groupId', rule: 'missing' } }
  if (kind === 'alias') {
    if (ids.previousId === null) return { refusal: { field: 'previousId', rule: 'missing' } }
    if (ids.userId === null) return { refusal: { field: 'userId', rule: 'missing' } }
  } else if (kind !== 'group' && ids.userId === null && ids.anonymousId === null)
    return { refusal: { field: 'userId', rule: 'missing' } }
  return ids
}

/** Names of what was done or seen; null where a `track` has none. */
function eventName(raw: RawMessage, kind: string): string | null {
  if (kind === 'track') return text(raw.event)
  if (kind !== 'page' && kind !== 'screen') return ''
  const { name, title } = pageProps(raw)
  return text(raw.name) ?? text(name) ?? text(raw.category) ?? text(title) ?? kind
}

function pageProps(raw: RawMessage): Props {
  const props = raw.properties
  const plain = typeof props === 'object' && props !== null && !Array.isArray(props) ? (props as Props) : {}
  return raw.category === undefined ? plain : { category: raw.category, ...plain }
}

type Time = { at: number; clockAhead: number; stated: string | number | null }

function readTime(raw: RawMessage, reception: Reception): Time | { refusal: Refusal } {
  const given = raw.originalTimestamp ?? raw.timestamp ?? null
  const stated = given === null || given === '' ? null : parseInstant(given)
  if (stated === null && given !== null && given !== '') return { refusal: { field: 'timestamp', rule: 'not_a_time' } }
  const sentAt = reception.historical ? null : parseInstant(raw.sentAt ?? reception.sentAt)
  const moment = momentOf(stated, sentAt, reception.receivedAt)
  if (moment === null) return { refusal: { field: 'timestamp', rule: 'too_long_ago' } }
  return { ...moment, stated: given as string | number | null }
}

/** Ids and names; a number is meant as its digits. Empty and blank are missing. */
function text(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const clean = cleanText(value).trim()
  return clean === '' ? null : clean
}

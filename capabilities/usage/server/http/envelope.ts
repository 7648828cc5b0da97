import { fromPostHog } from '#capabilities/usage/core/posthog.ts'

/** What one request says before its messages are looked at one by one. */
export type Envelope = {
  messages: readonly unknown[]
  sentAt: unknown
  /** Keys found in the body; the header's comes first. */
  key: string | null
  historical: boolean
}

export type Dialect = 'segment' | 'posthog'

/** Messages of one request at most. */
export const messagesAtMost = 10_000

type Fields = { readonly [name: string]: unknown }

/** Takes a request of either dialect apart. `type` is that of a path for single messages (`/v1/track`). */
export function readEnvelope(body: unknown, dialect: Dialect, type: string | null): Envelope | null {
  if (dialect === 'posthog') return fromPostHogBody(body)
  if (!isObject(body)) return null
  const { batch } = body
  if (type === null && !Array.isArray(batch)) return null
  return {
    messages: type === null ? (batch as unknown[]) : [{ ...body, type }],
    sentAt: body.sentAt,
    key: textOf(body.writeKey),
    historical: false,
  }
}

function fromPostHogBody(body: unknown): Envelope | null {
  const fields: Fields = isObject(body) ? body : {}
  const list = Array.isArray(body) ? (body as unknown[]) : Array.isArray(fields.batch) ? fields.batch : [body]
  if (!list.every(isObject)) return null
  return {
    messages: list.map(fromPostHog),
    sentAt: fields.sent_at,
    key: textOf(fields.api_key) ?? textOf(fields.token) ?? keyIn(list[0]),
    historical: fields.historical_migration === true,
  }
}

function keyIn(first: unknown): string | null {
  if (!isObject(first)) return null
  const properties = isObject(first.properties) ? first.properties : {}
  return textOf(first.api_key) ?? textOf(first.token) ?? textOf(properties.token)
}

/** The user name of HTTP Basic, which is where Segment's SDKs put the key. */
export function keyOfHeader(authorization: string | undefined): string | null {
  const [scheme, value] = (authorization ?? '').split(' ')
  if (!value) return null
  if (/^bearer$/i.test(scheme!)) return value
  if (!/^basic$/i.test(scheme!)) return null
  return Buffer.from(value, 'base64').toString().split(':', 1)[0] || null
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

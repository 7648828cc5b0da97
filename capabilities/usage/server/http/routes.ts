import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentText } from '#capabilities/usage/core/event.ts'
import { refusals } from '#capabilities/usage/core/refusals.ts'
import { readMessage } from '#capabilities/usage/core/segment.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { sayLeft, type Shares } from '#platform/http/share.ts'
import { type Acceptance, type Offered, messageKey } from '../accept.ts'
import type { Intake } from '../intake.ts'
import type { Rejected } from '../quarantine.ts'
import type { KnownKey, WriteKeys } from '../writeKeys.ts'
import { readJson, Unreadable, wireAtMost } from './body.ts'
import { type Dialect, type Envelope, keyOfHeader, messagesAtMost, readEnvelope } from './envelope.ts'
import { nothingTaken, placeOf, words } from './words.ts'

export type IngestTools = { intake: Intake; keys: WriteKeys; shares: Shares }

/** Paths by which SDKs send single messages; the short ones are those of browsers. */
const single = { identify: 'i', track: 't', page: 'p', screen: 's', group: 'g', alias: 'a' }
const batches = ['/v1/batch', '/v1/b', '/v1/import']
const posthog = ['/batch', '/capture', '/e', '/i/v0/e', '/engage']
/** PostHog asks for feature flags; Banso has none to switch. */
const flags = ['/flags', '/decide']

/**
 * Where tracking clients send their events: Segment's API (and RudderStack's, which is the same) and PostHog's, so that
 * an existing SDK needs another host and a write key, nothing else. What is acknowledged is on disk.
 */
export function ingestRoutes(tools: IngestTools): RawRoutes {
  return (app) => {
    app.removeAllContentTypeParsers()
    // Fastify's own parsers go by the label; here the body is read whatever it is called.
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: wireAtMost }, (_request, body, done) =>
      done(null, body),
    )
    app.addHook('onSend', async (_request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    })
    for (const [type, short] of Object.entries(single))
      for (const path of [`/v1/${type}`, `/v1/${short}`]) post(app, path, tools, 'segment', type)
    for (const path of batches) post(app, path, tools, 'segment', null)
    for (const path of posthog) post(app, path, tools, 'posthog', null)
    for (const path of flags) post(app, path, tools, 'flags', null)
  }
}

function post(app: FastifyInstance, path: string, tools: IngestTools, dialect: Dialect | 'flags', type: string | null) {
  for (const url of [path, `${path}/`]) {
    const config = { mayCall: 'anybody' as const }
    app.post(url, { config }, (request, reply) => answer(tools, request, reply, dialect, type))
    app.options(url, { config }, (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'authorization, content-type, content-encoding')
        .header('access-control-max-age', '86400')
        .send(),
    )
  }
}

async function answer(
  tools: IngestTools,
  request: FastifyRequest,
  reply: FastifyReply,
  dialect: Dialect | 'flags',
  type: string | null,
): Promise<FastifyReply> {
  try {
    const body = await readJson(
      (request.body as Buffer | undefined) ?? Buffer.alloc(0),
      request.headers['content-encoding'],
    )
    const envelope = readEnvelope(body, dialect === 'segment' ? 'segment' : 'posthog', type)
    if (!envelope) throw new Unreadable(400, 'no_batch', 'the body has no list of messages in "batch"')
    const header = keyOfHeader(request.headers.authorization)
    const key = (header && (await tools.keys.find(header))) || (envelope.key && (await tools.keys.find(envelope.key)))
    if (!key) throw new Unreadable(401, header || envelope.key ? 'unknown_write_key' : 'no_write_key', 'write key')
    if (dialect === 'flags') return reply.send(noFlags)
    if (envelope.messages.length > messagesAtMost)
      throw new Unreadable(413, 'too_many', `more than ${messagesAtMost} messages in one request`)
    const left = tools.shares.take({ of: 'writeKey', ...key }, envelope.messages.length)
    sayLeft(reply, 'write-key', left)
    if (left.refused) throw new Unreadable(429, 'too_often', 'the share of this write key is used up')
    const historical = envelope.historical || request.url.startsWith('/v1/import')
    return await receive(tools, request, reply, key, { ...envelope, historical })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { status, rule, at } = error
    const language = request.language()
    const place = at === null ? [] : [placeOf[language](at)]
    const told = [words[language][rule as keyof typeof words.ja], ...place, nothingTaken[language]]
    const message = told.join(language === 'ja' ? '' : ' ')
    return reply.code(status).send({ success: false, status, code: rule, message })
  }
}

async function receive(
  tools: IngestTools,
  request: FastifyRequest,
  reply: FastifyReply,
  key: KnownKey,
  envelope: Envelope,
): Promise<FastifyReply> {
  const { offered, places, rejected } = readMessages(envelope, key.source, Date.now())
  const outcomes = await tools.intake.take({ workspaceId: key.workspaceId, writeKeyId: key.id, offered, rejected })
  const conflicts = places.filter((_, i) => outcomes[i] === 'conflict')
  const issues = [
    ...rejected.map(({ position, field, rule }) => ({ index: position, field, rule })),
    ...conflicts.map((index) => ({ index, field: 'messageId', rule: 'conflict' })),
  ]
    .sort((a, b) => a.index - b.index)
    .map((issue) => ({ ...issue, message: refusals[request.language()][issue.rule as keyof typeof refusals.ja] }))
  const count = (what: Acceptance) => outcomes.filter((outcome) => outcome === what).length
  // Nothing of it could be used: said by the status, too, for a developer who is trying it out.
  const useless = issues.length > 0 && issues.length === envelope.messages.length
  return reply.code(useless ? 400 : 200).send({
    success: !useless,
    status: 1, // PostHog's word for it
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: issues,
  })
}

function readMessages(envelope: Envelope, source: string, receivedAt: number) {
  const offered: Offered[] = []
  const places: number[] = []
  const rejected: Rejected[] = []
  const { sentAt, historical } = envelope
  const reception = { receivedAt, sentAt, historical, source, idFor: randomUUID as () => string }
  for (const [position, message] of envelope.messages.entries()) {
    const read = readMessage(message, reception)
    if ('refusal' in read) {
      rejected.push({ position, ...read.refusal, message })
      continue
    }
    const { event, statedAt } = read
    // Without an id of its own a message is known by what it says and when; without a time as well, every one is new.
    const named = (message as { messageId?: unknown }).messageId !== undefined || statedAt === null
    if (!named) event.messageId = messageKey(contentText(event, statedAt))
    offered.push({ event, statedAt, raw: message })
    places.push(position)
  }
  return { offered, places, rejected }
}

const noFlags = { flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false }

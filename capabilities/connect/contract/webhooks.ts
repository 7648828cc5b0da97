import { z } from 'zod'
import { exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { webhookEvents } from '../core/webhookEvents.ts'

/** One attempt to tell a receiver: what it answered, or what went wrong before it could. */
export const attemptSchema = z.object({
  at: instantSchema,
  status: z.number().int().nullable(),
  /** The first characters of the answer. */
  answer: z.string(),
  /** A key of the interface's texts; null: it was answered. */
  error: z.enum(['not_public', 'unknown_host', 'refused', 'timeout', 'certificate', 'url', 'broken']).nullable(),
  ms: z.number().int(),
})
export type Attempt = z.infer<typeof attemptSchema>

export const endpointSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  state: z.enum(['active', 'failing', 'paused']),
  pauseReason: z.enum(['person', 'failing', 'gone']).nullable(),
  failingSince: instantSchema.nullable(),
  pausedAt: instantSchema.nullable(),
  /** Until when the secret before this one signs as well. */
  oldSecretUntil: instantSchema.nullable(),
  /** What still waits to be told. */
  waiting: z.number().int(),
  lastDoneAt: instantSchema.nullable(),
  createdAt: instantSchema,
})
export type Endpoint = z.infer<typeof endpointSchema>

export const deliverySchema = z.object({
  id: idSchema,
  eventId: idSchema,
  type: z.string(),
  status: z.enum(['due', 'leased', 'done', 'failed']),
  attempts: z.number().int(),
  nextAt: instantSchema.nullable(),
  at: instantSchema,
  doneAt: instantSchema.nullable(),
  /** What is told, as it is sent. */
  payload: z.object({ type: z.string(), timestamp: z.string(), data: z.unknown() }),
  log: z.array(attemptSchema),
})
export type Delivery = z.infer<typeof deliverySchema>

const given = {
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(2000),
  events: z.array(z.enum(webhookEvents)).max(webhookEvents.length),
}
const one = z.object({ id: idSchema })

const webhook = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['webhooks'], summary }).meta({ mayCall: 'workspace.manage' })

/** Rules an issue may name: url.not_a_url, url.not_https, url.credentials. */
export const webhooksContract = {
  list: webhook('GET', '/webhooks', 'Who is told of what happens').output(
    z.object({ endpoints: z.array(endpointSchema) }),
  ),
  create: webhook('POST', '/webhooks', 'Tell an address of what happens; its secret is told this once')
    .input(z.object(given))
    .output(z.object({ endpoint: endpointSchema, secret: z.string() })),
  update: webhook('PATCH', '/webhooks/{id}', 'Change an endpoint, pause it, or let it go on')
    .input(one.extend(z.object(given).partial().shape).extend({ paused: z.boolean().optional() }))
    .output(endpointSchema),
  remove: webhook('DELETE', '/webhooks/{id}', 'Remove an endpoint and what waits for it')
    .input(one)
    .output(z.object({ removed: z.literal(true) })),
  rotate: webhook('POST', '/webhooks/{id}/secret', 'Make a new secret; the old one signs as well for a day')
    .input(one)
    .output(z.object({ endpoint: endpointSchema, secret: z.string() })),
  test: webhook('POST', '/webhooks/{id}/test', 'Send an endpoint an event that means nothing')
    .input(one)
    .output(z.object({ eventId: idSchema })),
  deliveries: webhook(
    'GET',
    '/webhooks/{id}/deliveries',
    'What was told to an endpoint, newest first; kept for 30 days',
  )
    .input(one.extend(pageQuery.shape).extend({ status: z.enum(['due', 'done', 'failed']).optional() }))
    .output(z.object({ rows: z.array(deliverySchema), next: z.string().nullable() })),
  replay: webhook('POST', '/webhooks/{id}/replay', 'Tell once more what was told, or was not, within a time')
    .input(one.extend({ from: instantSchema, to: instantSchema, only: z.enum(['failed', 'all']).default('failed') }))
    .output(z.object({ deliveries: z.number().int() })),
  replayOne: webhook('POST', '/webhook-deliveries/{id}/replay', 'Tell one event once more')
    .input(one)
    .output(z.object({ deliveries: z.number().int() })),
}

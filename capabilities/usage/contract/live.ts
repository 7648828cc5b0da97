import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

export const eventKindSchema = z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias', 'system'])

const accountSchema = z.object({ id: idSchema, name: z.string() }).nullable()

export const recentEventSchema = z.object({
  /** Of the message id; the same for a message that comes again. */
  message: z.string(),
  kind: eventKindSchema,
  event: z.string(),
  user: z.string(),
  /** The id by which the event itself names its customer. */
  group: z.string().nullable(),
  account: accountSchema,
  at: instantSchema,
  receivedAt: instantSchema,
  /** Seconds by which the client's clock was ahead. */
  clockAhead: z.number(),
  props: z.record(z.string(), z.unknown()),
  traits: z.record(z.string(), z.unknown()),
})
export type RecentEvent = z.infer<typeof recentEventSchema>

export const eventNameSchema = z.object({
  event: z.string(),
  kind: eventKindSchema,
  lastDay: z.number().int(),
  lastHour: z.number().int(),
  users: z.number().int(),
  /** Of which nobody knows the customer. */
  nobodys: z.number().int(),
  firstAt: instantSchema,
  lastAt: instantSchema,
  /** Not seen before the last 24 hours. */
  isNew: z.boolean(),
})

export const unknownGroupSchema = z.object({
  source: z.string(),
  id: z.string(),
  /** What `group` calls the company. */
  name: z.string().nullable(),
  users: z.number().int(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
})

export const propertySchema = z.object({
  path: z.string(),
  /** How many of the looked-at events have it, by type. */
  types: z.array(z.object({ type: z.string(), events: z.number().int() })),
  firstAt: instantSchema,
  lastAt: instantSchema,
  /** `new`: since the last day only. `gone`: not in the last day any more. `mixed`: of several types. */
  drift: z.enum(['new', 'gone', 'mixed']).nullable(),
})

const live = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['usage'], summary }).meta({ mayCall: 'ingest.read' })

export const liveRoutes = {
  overview: live('/ingest', 'What is arriving: how much, which events, how far they are processed').output(
    z.object({
      /** Accepted, but not yet in the figures. */
      waiting: z.number().int(),
      /** Everything accepted before this moment is in the figures; null: everything is. */
      completeTo: instantSchema.nullable(),
      lastReceivedAt: instantSchema.nullable(),
      lastDay: z.object({
        events: z.number().int(),
        users: z.number().int(),
        accounts: z.number().int(),
        nobodys: z.number().int(),
        clockAhead: z.number().int(),
      }),
      /** Events of each of the last 60 minutes, the latest last. */
      minutes: z.array(z.number().int()),
      names: z.array(eventNameSchema),
      unknownGroups: z.number().int(),
      quarantined: z.number().int(),
    }),
  ),
  recent: live('/ingest/events', 'The events that arrived last, the latest first')
    .meta({ mayCall: 'ingest.read', bulk: 'events' })
    .output(z.object({ events: z.array(recentEventSchema) })),
  groups: live('/ingest/groups', 'Groups that events name, but no customer is known by').output(
    z.object({ groups: z.array(unknownGroupSchema), more: z.boolean() }),
  ),
  schema: live('/ingest/schema', 'The properties of an event in the last two weeks, and what changed about them')
    .input(z.object({ event: z.string().min(1).max(200) }))
    .output(z.object({ looked: z.number().int(), properties: z.array(propertySchema) })),
}

import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

const labelSchema = z.object({ ja: z.string().trim().max(120), en: z.string().trim().max(120) })

const testSchema = z.object({
  property: z.string().min(1).max(200),
  operator: z.enum(['==', '!=', '<', '<=', '>', '>=', 'contains', 'has']),
  value: z.union([z.string().max(400), z.number(), z.boolean(), z.null()]),
})

const countingSchema = z.object({
  of: z.enum([
    'count',
    'users',
    'days',
    'weeks',
    'user_days',
    'features',
    'first_day',
    'last_day',
    'sum',
    'avg',
    'max',
    'last',
  ]),
  /** The property whose numbers are put together: for `sum`, `avg`, `max`, `last` alone. */
  property: z.string().max(200).nullable(),
  /** Names of events; none: every event. */
  events: z.array(z.string().min(1).max(200)).max(50),
  /** Leaves out pages and screens that were only looked at. */
  actionsOnly: z.boolean(),
  where: z.array(testSchema).max(10),
  /** The last so many days with today, the calendar month up to today, or everything. */
  over: z.union([z.number().int(), z.literal('month'), z.literal('all')]),
})

export const metricDefinitionSchema = z.object({
  label: labelSchema,
  help: labelSchema.nullable(),
  unit: z.enum(['days', 'people', 'count', 'percent', 'points', 'weeks', 'seats']).nullable(),
  value: z.discriminatedUnion('is', [
    z.object({ is: z.literal('counting'), counting: countingSchema }),
    z.object({
      is: z.literal('ratio'),
      part: countingSchema,
      whole: z.union([countingSchema, z.literal('licences')]),
      times: z.number(),
    }),
    /** Counted for each person in use in the window; the account's is their median or maximum, or the share (per cent) with at least so much. */
    z.object({
      is: z.literal('people'),
      each: countingSchema,
      together: z.enum(['median', 'max', 'share']),
      atLeast: z.number().nullable(),
    }),
  ]),
  compared: z.boolean(),
})

const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** How far the past of a metric is written. */
const fillSchema = z.object({
  state: z.enum(['waiting', 'running', 'done']),
  from: daySchema.nullable(),
  to: daySchema.nullable(),
  /** How much of it is done. */
  percent: z.number().int(),
})

export const metricSchema = z.object({
  key: z.string(),
  /** `ready`: as Banso brings it. `changed`: a ready-made one that the company changed. `own`: the company's. */
  origin: z.enum(['ready', 'changed', 'own']),
  /** 0: ready made. */
  version: z.number().int(),
  definition: metricDefinitionSchema,
  note: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  publishedBy: z.string().nullable(),
  archived: z.boolean(),
  fill: fillSchema.nullable(),
})

const read = { mayCall: 'accounts.read' } as const
const manage = { mayCall: 'fields.manage' } as const
const tags = ['usage']

export const metricRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/metrics', tags, summary: 'Usage metrics: ready made, changed and own' })
    .meta(read)
    .output(z.object({ metrics: z.array(metricSchema) })),
  versions: exchange
    .route({ method: 'GET', path: '/metrics/{key}/versions', tags, summary: 'Every published version of a metric' })
    .meta(read)
    .input(z.object({ key: z.string().max(63) }))
    .output(
      z.object({
        versions: z.array(
          z.object({
            version: z.number().int(),
            definition: metricDefinitionSchema,
            note: z.string().nullable(),
            publishedAt: instantSchema,
            publishedBy: z.string().nullable(),
          }),
        ),
      }),
    ),
  events: exchange
    .route({ method: 'GET', path: '/metrics/events', tags, summary: 'Events that arrived, to make metrics of' })
    .meta(read)
    .output(
      z.object({
        events: z.array(
          z.object({
            event: z.string(),
            kind: z.enum(['track', 'page', 'screen']),
            uses: z.number(),
            accounts: z.number().int(),
            firstDay: daySchema,
            lastDay: daySchema,
          }),
        ),
      }),
    ),
  properties: exchange
    .route({ method: 'POST', path: '/metrics/properties', tags, summary: 'Properties of events, with values met' })
    .meta(read)
    .input(z.object({ events: z.array(z.string().min(1).max(200)).max(50) }))
    .output(
      z.object({
        /** Events looked at: the latest of those with these names. */
        looked: z.number().int(),
        properties: z.array(
          z.object({
            path: z.string(),
            events: z.number().int(),
            /** How many of them have a number there. */
            numbers: z.number().int(),
            /** The values met most often. */
            samples: z.array(z.string()),
          }),
        ),
      }),
    ),
  preview: exchange
    .route({ method: 'POST', path: '/metrics/preview', tags, summary: 'What a metric would be, before it is saved' })
    .meta({ ...read, viewing: true })
    .input(
      z.object({
        definition: metricDefinitionSchema,
        /** Whose daily line is drawn; the first of the top where left out. */
        account: idSchema.optional(),
        days: z.number().int().min(28).max(366).default(91),
      }),
    )
    .output(
      z.object({
        /** Accounts whose use is measured, and how many of them have a value that is not 0. */
        measured: z.number().int(),
        nonZero: z.number().int(),
        median: z.number().nullable(),
        top: z.array(
          z.object({
            id: idSchema,
            name: z.string(),
            value: z.union([z.number(), z.string()]),
            previous: z.number().nullable(),
            change: z.number().nullable(),
            /** Per cent of customers of the same touch model (of all, where these are too few) with less, those with the same by half. */
            percentile: z.number().int().nullable(),
          }),
        ),
        /** How many accounts lie from `from` up to (without) `to`. */
        distribution: z.array(z.object({ from: z.number(), to: z.number(), accounts: z.number().int() })),
        line: z
          .object({
            account: z.object({ id: idSchema, name: z.string() }),
            points: z.array(z.object({ day: daySchema, value: z.number().nullable() })),
          })
          .nullable(),
      }),
    ),
  publish: exchange
    .route({ method: 'POST', path: '/metrics', tags, summary: 'Publish a metric, or a new version of one' })
    .meta(manage)
    .input(
      z.object({
        key: keySchema,
        definition: metricDefinitionSchema,
        note: z.string().trim().max(400).nullable().default(null),
        /** The version that was changed; 0 for a new or a ready-made one. */
        basedOn: z.number().int().min(0),
        /** Whether the past is written by this definition; where `kept`, earlier days stay as they were shown. */
        past: z.enum(['filled', 'kept']).default('filled'),
      }),
    )
    .output(metricSchema),
  archive: exchange
    .route({ method: 'POST', path: '/metrics/{key}/archive', tags, summary: 'Take a metric out of use' })
    .meta(manage)
    .input(z.object({ key: keySchema }))
    .output(z.object({ archived: z.literal(true) })),
  restore: exchange
    .route({ method: 'POST', path: '/metrics/{key}/restore', tags, summary: 'Bring an archived metric back' })
    .meta(manage)
    .input(z.object({ key: keySchema }))
    .output(z.object({ restored: z.literal(true) })),
}

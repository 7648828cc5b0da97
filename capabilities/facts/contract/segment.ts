import { z } from 'zod'
import { exchange, idSchema, instantSchema, type RouteMeta } from '#kernel/exchange.ts'
import { conditionText } from './condition.ts'
import { factValueSchema, labelSchema } from './seen.ts'

const word = z.string().trim().min(1).max(100)
const labels = z.object({ ja: word, en: word })
const count = z.number().int()
const condition = conditionText

export const segmentSchema = z.object({
  id: idSchema,
  axisId: idSchema,
  /** What conditions call it: `"large" in segments`. */
  key: z.string(),
  label: labelSchema,
  kind: z.enum(['static', 'live']),
  condition: z.string(),
  /** Whether the condition still means something: a fact it asks may be gone. */
  readable: z.boolean(),
  archivedAt: instantSchema.nullable(),
  /** How many accounts are in it now, and their ARR (minor units). */
  members: count,
  arr: z.number().nullable(),
})

const axisSchema = z.object({
  id: idSchema,
  label: labelSchema,
  /** Each account is in the first of its segments that takes it, and in no other. */
  exclusive: z.boolean(),
  archivedAt: instantSchema.nullable(),
  segments: z.array(segmentSchema),
  /** Accounts in none of its segments, and the condition that finds them. */
  leftovers: z.object({ accounts: count, condition: z.string() }),
  /** Accounts that are in two of its segments at once. */
  overlaps: z.array(z.object({ keys: z.array(z.string()).length(2), accounts: count, condition: z.string() })),
})

/** The whole of what there is: every change answers with it. */
export const segmentsSchema = z.object({ of: count, axes: z.array(axisSchema) })

const route = (method: 'GET' | 'POST' | 'PATCH', path: `/${string}`, mayCall: RouteMeta['mayCall'], summary: string) =>
  exchange.route({ method, path, tags: ['segments'], summary }).meta({ mayCall })

const sumsSchema = z.object({
  /** Accounts whose value is known. */
  known: count,
  mean: z.number().nullable(),
  median: z.number().nullable(),
  sum: z.number().nullable(),
})

const separationSchema = z.object({
  /** η² and ω² of the measure over the groups of the axis, 0 to 1; null: it cannot be told. */
  measure: z.object({ fact: z.string(), label: labelSchema, eta2: z.number(), omega2: z.number() }).nullable(),
  /** Cramér's V of the outcome and the groups of the axis, 0 to 1; null: it cannot be told. */
  outcome: z.object({ fact: z.string(), label: labelSchema, value: z.string(), v: z.number() }).nullable(),
  /** Groups that were compared: each combination of segments that accounts are in, none as well. */
  groups: count,
  /** Of these facts, those that the axis's own conditions ask for: what it then explains was put into it. */
  circular: z.array(z.string()),
})

/** Something that asks about facts. */
export const useSchema = z.object({
  kind: z.enum(['scorecard', 'rule', 'expansion', 'plan', 'journey', 'segment', 'view']),
  id: z.string(),
  name: labelSchema,
})

const moveSchema = z.object({
  account: z.object({ id: idSchema, name: z.string() }),
  at: instantSchema,
  enters: z.boolean(),
})

export const segmentRoutes = {
  list: route('GET', '/segments', 'accounts.read', 'All axes with their segments, overlaps and leftovers').output(
    segmentsSchema,
  ),
  createAxis: route('POST', '/segment-axes', 'segments.manage', 'Add an axis')
    .input(z.object({ label: labels, exclusive: z.boolean().default(false) }))
    .output(z.object({ id: idSchema })),
  updateAxis: route('PATCH', '/segment-axes/{id}', 'segments.manage', 'Rename an axis, make it exclusive, archive it')
    .input(
      z.object({
        id: idSchema,
        label: labels.optional(),
        exclusive: z.boolean().optional(),
        archived: z.boolean().optional(),
      }),
    )
    .output(z.object({ id: idSchema })),
  orderAxes: route('POST', '/segment-axes/order', 'segments.manage', 'Put the axes into an order')
    .input(z.object({ ids: z.array(idSchema).max(200) }))
    .output(z.object({})),
  order: route('POST', '/segment-axes/{id}/order', 'segments.manage', 'Put the segments of an axis into an order')
    .input(z.object({ id: idSchema, ids: z.array(idSchema).max(500) }))
    .output(z.object({})),
  create: route('POST', '/segments', 'segments.manage', 'Add a segment')
    .input(
      z.object({
        axisId: idSchema,
        label: labels,
        /** Left out: made from the English name. */
        key: z
          .string()
          .regex(/^[a-z][a-z0-9_]{0,39}$/)
          .optional(),
        kind: z.enum(['static', 'live']),
        condition: condition.default(''),
      }),
    )
    .output(z.object({ id: idSchema, key: z.string() })),
  update: route('PATCH', '/segments/{id}', 'segments.manage', 'Rename a segment, change its condition, archive it')
    .input(
      z.object({
        id: idSchema,
        label: labels.optional(),
        condition: condition.optional(),
        archived: z.boolean().optional(),
      }),
    )
    .output(z.object({ id: idSchema })),
  members: route(
    'POST',
    '/segments/{id}/members',
    'accounts.write',
    'List accounts in a static segment, or take them off',
  )
    .input(
      z.object({ id: idSchema, accountIds: z.array(idSchema).min(1).max(10_000), then: z.enum(['add', 'remove']) }),
    )
    .output(z.object({ changeId: idSchema, changed: count })),
  undoMembers: route('POST', '/segments/changes/{id}/undo', 'accounts.write', 'Take a change of a list back')
    .input(z.object({ id: idSchema }))
    .output(z.object({ undone: count })),
  preview: route('POST', '/segments/preview', 'accounts.read', 'What a segment would be, before it is kept')
    .meta({ mayCall: 'accounts.read', viewing: true })
    .input(
      z.object({
        axisId: idSchema,
        /** The segment that is being changed; left out: a new one, last on its axis. */
        id: idSchema.optional(),
        condition,
      }),
    )
    .output(
      z.object({
        of: count,
        /** How many accounts the condition holds for. */
        matches: count,
        /** How many would be members: on an exclusive axis, those that no segment before it takes. */
        members: count,
        /** With which segments of the axis how many are shared, whoever comes first. */
        overlaps: z.array(z.object({ key: z.string(), label: labelSchema, accounts: count, before: z.boolean() })),
        /** How many would be in none of the axis's segments, and are now. */
        leftovers: count,
        leftoversNow: count,
      }),
    ),
  page: route(
    'GET',
    '/segments/{id}',
    'accounts.read',
    'A segment: its members against the rest, and how well its axis separates',
  )
    .input(
      z.object({
        id: idSchema,
        /** Number, money and percent facts to compare by, separated by commas; left out: the usual ones. */
        measures: z.string().max(2000).optional(),
      }),
    )
    .output(
      z.object({
        segment: segmentSchema,
        axis: z.object({ id: idSchema, label: labelSchema, exclusive: z.boolean() }),
        of: count,
        measures: z.array(
          z.object({
            fact: z.string(),
            members: sumsSchema,
            rest: sumsSchema,
          }),
        ),
        shares: z.array(
          z.object({
            fact: z.string(),
            values: z.array(z.object({ value: factValueSchema, members: count, rest: count })),
          }),
        ),
        separation: separationSchema,
        /** What asks for the segment in a condition. */
        uses: z.array(useSchema),
        /** Members at the end of each of the last weeks; null before it was kept. */
        course: z.array(z.object({ day: z.iso.date(), members: count.nullable() })),
        since: instantSchema,
      }),
    ),
  moves: route('GET', '/segments/{id}/moves', 'accounts.read', 'Who entered a segment and who left, the newest first')
    .input(z.object({ id: idSchema, limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.object({ rows: z.array(moveSchema), more: z.boolean() })),
}

import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

const account = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['usage'], summary }).meta({ mayCall: 'accounts.read' })

export const accountUsageRoutes = {
  account: account('/accounts/{id}/usage', 'What a customer does with the product: features by week, and who')
    .meta({ mayCall: 'accounts.read', bulk: 'product_users' })
    .input(z.object({ id: idSchema, weeks: z.coerce.number().int().min(4).max(52).default(12) }))
    .output(
      z.object({
        /** Whether use of this customer was ever seen: if not, nothing is known, which is not the same as no use. */
        measured: z.boolean(),
        /** Where what was accepted more than a minute ago is not in the figures yet: up to when everything is. */
        completeTo: instantSchema.nullable(),
        /** The first day of each week, the earliest first. */
        weeks: z.array(daySchema),
        features: z.array(
          z.object({
            event: z.string(),
            kind: z.enum(['track', 'page', 'screen']),
            /** By week, as `weeks`. */
            uses: z.array(z.number()),
            users: z.array(z.number().int()),
          }),
        ),
        /** People who used it in these weeks, the busiest first; at most 200. */
        users: z.array(
          z.object({
            key: z.string(),
            name: z.string().nullable(),
            email: z.string().nullable(),
            contactId: idSchema.nullable(),
            uses: z.number(),
            days: z.number().int(),
            features: z.number().int(),
            lastSeen: instantSchema,
            /** 1 to 5: by the share of the features in use that this person mastered. */
            level: z.number().int().min(1).max(5),
            /** Comes nearly every week, was there lately, and knows more than the first steps. */
            candidate: z.boolean(),
            /** Not seen before these weeks. */
            isNew: z.boolean(),
          }),
        ),
      }),
    ),
  people: account('/accounts/{id}/usage/people', 'What a metric of people is of each person of a customer')
    .meta({ mayCall: 'accounts.read', bulk: 'product_users' })
    .input(z.object({ id: idSchema, metric: z.string().max(63) }))
    .output(z.object({ people: z.array(z.object({ key: z.string(), value: z.number().nullable() })) })),
  history: account('/accounts/{id}/usage/history', 'A usage metric of a customer, day by day')
    .input(
      z.object({
        id: idSchema,
        /** The key of a metric whose value is a number. */
        metric: z.string().max(63).default('weekly_active_users'),
        days: z.coerce.number().int().min(28).max(1100).default(182),
      }),
    )
    .output(
      z.object({
        /** The latest last; null before the first use. */
        points: z.array(z.object({ day: daySchema, value: z.number().nullable() })),
        /** The median of its peers that are measured, as of now. */
        median: z.number().nullable(),
        /** Per cent of these peers with less, those with the same by half; null without a value. */
        percentile: z.number().int().nullable(),
        /** Its place among them, the greatest first, and how many others have the same value; null without a value. */
        place: z.object({ rank: z.number().int(), same: z.number().int() }).nullable(),
        /** `touch_model`: customers of the same touch model; `all`: where these are too few, or it has none. */
        peers: z.object({ by: z.enum(['touch_model', 'all']), accounts: z.number().int() }),
      }),
    ),
}

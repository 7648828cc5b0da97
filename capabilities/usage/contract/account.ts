import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

/** Metrics with a daily history, by the last part of their fact's key. */
export const historyMetrics = [
  'weekly_active_users',
  'daily_active_users',
  'monthly_active_users',
  'events_7d',
  'features_used_28d',
] as const
export type HistoryMetric = (typeof historyMetrics)[number]

const account = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['usage'], summary }).meta({ mayCall: 'accounts.read' })

export const accountUsageRoutes = {
  account: account('/accounts/{id}/usage', 'What a customer does with the product: features by week, and who')
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
            /** Not seen before these weeks. */
            isNew: z.boolean(),
          }),
        ),
      }),
    ),
  history: account('/accounts/{id}/usage/history', 'A usage metric of a customer, day by day')
    .input(
      z.object({
        id: idSchema,
        metric: z.enum(historyMetrics).default('weekly_active_users'),
        days: z.coerce.number().int().min(28).max(1100).default(182),
      }),
    )
    .output(
      z.object({
        /** The latest last; null before the first use. */
        points: z.array(z.object({ day: daySchema, value: z.number().nullable() })),
        /** The median of all customers that are measured, as of now. */
        median: z.number().nullable(),
      }),
    ),
}

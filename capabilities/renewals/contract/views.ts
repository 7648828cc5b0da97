import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { categories, outcomes, renewalStatuses } from '../core/words.ts'
import { renewalQuery } from './query.ts'
import { otherCurrencySchema, sumSchema } from './sums.ts'

const get = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['renewals'], summary })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })

/** What the board shows at the head of its columns. */
export const columnsRoute = get('/renewals/columns', 'How much is up for renewal, by how it is judged')
  .input(renewalQuery.omit({ category: true, status: true }))
  .output(
    z.object({
      /** Every category in order, and last those that nobody judged (null). */
      columns: z.array(sumSchema.extend({ category: z.enum(categories).nullable(), expected: z.number().int() })),
      currencies: z.array(otherCurrencySchema),
    }),
  )

const markSchema = z.object({
  id: idSchema,
  /** What is on that day: the first day of the next term, or the last on which notice can be given. */
  what: z.enum(['term_end', 'notice']),
  account: z.string(),
  status: z.enum(renewalStatuses),
  category: z.enum(categories).nullable(),
  outcome: z.enum(outcomes).nullable(),
  currency: z.string(),
  /** Minor units of its own currency. */
  atStake: z.number().int().nullable(),
})

export const calendarRoute = get('/renewals/calendar', 'The days of a month with what is due on them')
  .input(
    renewalQuery.omit({ from: true, until: true, on: true }).extend({
      /** Any day of it. */
      month: daySchema,
    }),
  )
  .output(
    z.object({
      /** Every day of the month. */
      days: z.array(
        z.object({
          on: daySchema,
          /** Nobody works: a weekend, a public holiday, or the turn of the year in Japan. */
          off: z.boolean(),
          holiday: labelSchema.nullable(),
          ends: z.number().int(),
          notices: z.number().int(),
          /** ARR of the terms that end, minor units of the workspace's currency. */
          atStake: z.number().int(),
          /** The largest of them; all are listed by `on`. */
          marks: z.array(markSchema),
        }),
      ),
      sum: sumSchema,
      currencies: z.array(otherCurrencySchema),
    }),
  )

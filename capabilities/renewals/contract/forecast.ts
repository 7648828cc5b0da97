import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { categories, outcomes } from '../core/words.ts'
import { otherCurrencySchema } from './sums.ts'

const amount = z.number().int()

/** ARR that is up for renewal and what is expected of it, minor units of the workspace's currency. */
export const forecastSchema = z.object({
  count: z.number().int(),
  atStake: amount,
  won: amount,
  lost: amount,
  commit: amount,
  likely: amount,
  at_risk: amount,
  called_lost: amount,
  unjudged: amount,
  weighted: amount,
  best: amount,
  unweighed: amount,
  withoutAmount: z.number().int(),
})

const stand = z.object({
  category: z.enum(categories).nullable(),
  chance: z.number().nullable(),
  amount: amount.nullable(),
  termEnd: daySchema,
})

export const moveSchema = z.object({
  id: idSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  what: z.enum(['opened', 'closed', 'withdrawn', 'judged', 'surer', 'less_sure', 'amount', 'moved']),
  before: stand.nullable(),
  now: stand,
  outcome: z.enum(outcomes).nullable(),
  closedAmount: amount.nullable(),
  /** By how much the weighted forecast moved with it. */
  difference: amount,
  /** Why: what the person wrote beside their judgement, or the reason for a loss. */
  why: labelSchema.nullable(),
  by: z.object({ name: z.string(), at: instantSchema }).nullable(),
})

export const forecastRoute = exchange
  .route({
    method: 'GET',
    path: '/renewals/forecast',
    tags: ['renewals'],
    summary: 'What is expected of the renewals whose terms end in a period, and what changed since a week before',
  })
  .meta({ mayCall: 'accounts.read', sees: ['money'] })
  .input(
    z.object({
      from: daySchema,
      until: daySchema,
      by: z.enum(['month', 'quarter']).default('month'),
      group: z.enum(['owner', 'role', 'touch_model', 'segment']).default('owner'),
      /** A week that was kept; the last whole one where left out. */
      since: daySchema.optional(),
    }),
  )
  .output(
    z.object({
      /** `key`: the first month of the period. */
      periods: z.array(z.object({ key: z.string(), forecast: forecastSchema })),
      total: forecastSchema,
      /** `label` null: nobody, or none. */
      groups: z.array(z.object({ key: z.string(), label: labelSchema.nullable(), forecast: forecastSchema })),
      /** Other currencies among them, and what they were told at. */
      currencies: z.array(otherCurrencySchema),
      /** The weeks whose forecast was kept, the latest first. */
      weeks: z.array(daySchema),
      since: daySchema.nullable(),
      /** The weighted forecast of the period as it was that week; null: none was kept. */
      weightedThen: amount.nullable(),
      moves: z.array(moveSchema),
      /** What moved too little, or too vaguely, to be told one by one; with it all of the difference is accounted for. */
      others: z.object({ count: z.number().int(), difference: amount }),
    }),
  )

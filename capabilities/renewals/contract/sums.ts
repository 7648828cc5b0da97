import { z } from 'zod'
import { daySchema } from '#kernel/exchange.ts'

/** ARR in minor units of the workspace's currency. */
const toldSchema = z.number().int()

/** Sums in the workspace's currency; other currencies are told at the latest rate known. */
export const sumSchema = z.object({
  count: z.number().int(),
  atStake: toldSchema,
  /** Those in a currency without a rate: counted and in no sum. */
  noRate: z.number().int(),
  /** Those without a price: counted and in no sum. */
  noAmount: z.number().int(),
})

/** Another currency among the renewals that were asked for: `on` and `rate` are null where none was written down. */
export const otherCurrencySchema = z.object({
  currency: z.string(),
  count: z.number().int(),
  on: daySchema.nullable(),
  /** Major units of the workspace's currency for one of it. */
  rate: z.string().nullable(),
})

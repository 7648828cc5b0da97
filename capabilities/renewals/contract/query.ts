import { z } from 'zod'
import { daySchema, idSchema } from '#kernel/exchange.ts'
import { touchModels } from '#capabilities/accounts/core/words.ts'
import { buckets } from '../core/forecast.ts'
import { categories } from '../core/words.ts'

/** Which renewals: of customers that are not archived, by the day their term ends. */
export const renewalQuery = z.object({
  from: daySchema.optional(),
  /** The first day that is not asked for. */
  until: daySchema.optional(),
  /** Those whose term ends or whose notice deadline is on a day. */
  on: daySchema.optional(),
  status: z.enum(['open', 'closed', 'all']).default('open'),
  /** A person; `nobody`: those that nobody has. */
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  category: z.enum([...categories, 'none']).optional(),
  /** Where it stands in the forecast, whatever the status. */
  stand: z.enum(buckets).optional(),
  /** The key of a segment; `none`: in no segment. */
  segment: z.string().max(100).optional(),
  touchModel: z.enum([...touchModels, 'none']).optional(),
  /** The role of the person who has it, by its key. */
  role: z.string().max(100).optional(),
  /** Those that renew by themselves, and whose customers nobody talked to for so many days. */
  quietDays: z.coerce.number().int().min(1).max(3650).optional(),
})

import { z } from 'zod'
import { touchModels } from '#capabilities/accounts/core/words.ts'
import { idSchema } from '#kernel/exchange.ts'

/** Whose way is looked at: of customers that are not archived, on one map. */
export const followedQuery = z.object({
  /** The key of a map; the first one where it is left out. */
  map: z.string().max(64).optional(),
  /** The key of a segment; `none`: in no segment. */
  segment: z.string().max(100).optional(),
  touchModel: z.enum([...touchModels, 'none']).optional(),
  /** A person of ours; `nobody`: those that nobody has. */
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
})

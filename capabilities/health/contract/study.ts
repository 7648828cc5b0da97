import { z } from 'zod'
import { factSchema } from '#capabilities/facts/contract.ts'
import { exchange } from '#kernel/exchange.ts'

/** Customers alike in what they are compared by. Ranges of numbers hold both ends; null: open. */
const alikeSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('choice'), choice: z.string() }),
  z.object({ is: z.literal('range'), from: z.number().nullable(), to: z.number().nullable() }),
  z.object({ is: z.literal('year'), year: z.number().int() }),
  z.object({ is: z.literal('later') }),
  z.object({ is: z.literal('others') }),
  z.object({ is: z.literal('unknown') }),
])

export const studySchema = z.object({
  /** The fact customers are compared by. */
  fact: factSchema,
  /** All facts they may be compared by. */
  facts: z.array(factSchema),
  customers: z.number().int(),
  lost: z.number().int(),
  /** Days from the start at which counting begins; 0: from the start. */
  landmark: z.number().int(),
  /** How often chance alone parts groups as much (log-rank); null with too few losses. */
  chance: z.number().nullable(),
  groups: z.array(
    z.object({
      alike: alikeSchema,
      customers: z.number().int(),
      lost: z.number().int(),
      /** The share kept after each month, month 0 first; null where nobody was seen that long. */
      kept: z.array(z.number().nullable()),
      halfLostAfter: z.number().nullable(),
      /** How many times as fast they are lost as the first group, with its 95 % interval. */
      pace: z.object({ times: z.number(), low: z.number(), high: z.number() }).nullable(),
      score: z.number().nullable(),
    }),
  ),
})

export const studyRoutes = {
  find: exchange
    .route({ method: 'GET', path: '/health/studies', tags: ['health'], summary: 'How long customers stay, by a fact' })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ by: z.string().max(100).default('onboarding.days') }))
    .output(studySchema),
}

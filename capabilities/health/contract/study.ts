import { z } from 'zod'
import { factSchema } from '#capabilities/facts/contract.ts'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

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

const quartilesSchema = z.object({ customers: z.number().int(), low: z.number(), median: z.number(), high: z.number() })

/** Facts that pile up, at the last month's end before customers left and of those who stayed. */
export const levelsSchema = z.object({
  /** When it was looked; null: not yet. */
  learntAt: instantSchema.nullable(),
  levels: z.array(
    z.object({
      fact: factSchema,
      worse: z.enum(['more', 'less']),
      /** How many more must have left before anything is said; 0: enough have. */
      missing: z.number().int(),
      found: z
        .object({
          lost: quartilesSchema,
          stayed: quartilesSchema,
          /** In how many pairs the one who left stood worse. */
          auc: z.number(),
          /** By more than chance. */
          tells: z.boolean(),
        })
        .nullable(),
    }),
  ),
})

/** How far a customer is on the way from where those stand who stay to where those stood who left. */
export const nearestSchema = z.object({
  fact: factSchema,
  worse: z.enum(['more', 'less']),
  value: z.number(),
  /** The middle value of those who left, at the last month's end before. */
  level: z.number(),
  /** The middle value of those who stayed. */
  usual: z.number(),
  /** 0: as those who stay, 1: as those who left; beyond: further. */
  way: z.number(),
  /** Customers who left, by whom this is told. */
  lost: z.number().int(),
})

export const studyRoutes = {
  find: exchange
    .route({ method: 'GET', path: '/health/studies', tags: ['health'], summary: 'How long customers stay, by a fact' })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ by: z.string().max(100).default('onboarding.days') }))
    .output(studySchema),
  levels: exchange
    .route({
      method: 'GET',
      path: '/health/studies/levels',
      tags: ['health'],
      summary: 'Where customers stood before they left, against those who stayed',
    })
    .meta({ mayCall: 'health.read' })
    .output(levelsSchema),
  nearest: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/nearest-level',
      tags: ['health'],
      summary: 'In what a customer is nearest to where earlier ones left',
    })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ nearest: nearestSchema.nullable() })),
}

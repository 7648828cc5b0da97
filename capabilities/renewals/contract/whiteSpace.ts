import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })

const get = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['expansion'], summary })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })

const rateSchema = z.object({
  key: z.string(),
  /** null: nobody, or none. */
  label: labelSchema.nullable(),
  /** Customers that paid when the period began, and their MRR. */
  customers: z.number().int(),
  mrr: z.number().int(),
  upsell: z.number().int(),
  crossSell: z.number().int(),
  /** Of those customers, how many bought more of what they had, and another product. */
  upsellCustomers: z.number().int(),
  crossSellCustomers: z.number().int(),
})

export const whiteSpaceQuery = z.object({
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  /** Customers that lack this product. */
  lacks: z.string().trim().min(1).max(200).optional(),
})

const whiteSpaceSchema = z.object({
  products: z.array(
    z.object({ product: z.string(), customers: z.number().int(), usualArr: z.number().int().nullable() }),
  ),
  /** Paying customers that are asked for. */
  total: z.number().int(),
  rows: z.array(
    z.object({
      account: z.object({ id: idSchema, name: z.string() }),
      owner: personSchema.nullable(),
      arr: z.number().int().nullable(),
      grade: z.enum(['healthy', 'watch', 'risk', 'unknown']),
      /** One of each product, in the order of `products`. */
      cells: z.array(
        z.object({
          has: z.boolean(),
          /** What they pay for it, ARR; null: they do not have it. */
          arr: z.number().int().nullable(),
          /** Percent of customers alike who have it; null: they have it, or too few are alike. */
          share: z.number().nullable(),
          /** The opportunity that is open for it. */
          opportunityId: idSchema.nullable(),
        }),
      ),
    }),
  ),
  next: z.string().nullable(),
})

export const whiteSpaceRoutes = {
  whiteSpace: get(
    '/white-space',
    'Who has what of all that is sold, and what the next could bring, the largest customers first',
  )
    .input(whiteSpaceQuery.extend(pageQuery.shape))
    .output(whiteSpaceSchema),
  rates: get('/expansion-rates', 'Upsell and cross-sell against the MRR there was, by CSM or segment, from the ledger')
    .input(
      z.object({
        from: daySchema,
        /** The first day that is not asked for. */
        until: daySchema,
        group: z.enum(['owner', 'segment']).default('owner'),
      }),
    )
    .output(z.object({ total: rateSchema, groups: z.array(rateSchema) })),
}

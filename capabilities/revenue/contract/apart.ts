import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'

/** Where something that was billed is from. */
const billedSchema = z.object({
  /** As it is kept: stable, whatever is sent again. */
  id: z.string(),
  on: daySchema,
  /** Minor units of `currency`. */
  amount: z.number().int(),
  currency: z.string(),
  /** The billing source it came in from. */
  source: z.string(),
  invoice: z.string(),
})

/** What billing systems tell of a customer that is no recurring line. */
export const apartRoutes = {
  billedApart: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/billed-apart',
      tags: ['contracts'],
      summary: 'What billing systems invoiced a customer once, and what was given back',
    })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        /** Without tax. */
        items: z.array(billedSchema.extend({ what: z.string().nullable(), quantity: z.number() })),
        /** As it was paid back, tax included; `products` are those of the lines it was for, none: nobody can know. */
        refunds: z.array(billedSchema.extend({ products: z.array(z.string()) })),
      }),
    ),
}

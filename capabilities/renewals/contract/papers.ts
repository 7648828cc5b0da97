import { z } from 'zod'
import { labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'

const amount = z.number().int()

/** What is known of a customer for those of theirs who decide: only what is there. */
export const papersSchema = z.object({
  id: idSchema,
  account: z.object({
    name: z.string(),
    purpose: z.string().nullable(),
    issues: z.string().nullable(),
    goals: z.string().nullable(),
  }),
  workspace: z.string(),
  sender: z.object({ name: z.string(), email: z.string() }),
  /** Who decides at the customer's, the most influential of them; null: nobody known. */
  decisionMaker: z
    .object({
      name: z.string(),
      department: z.string().nullable(),
      title: z.string().nullable(),
      email: z.string().nullable(),
    })
    .nullable(),
  startedOn: daySchema,
  termStart: daySchema,
  /** The last day of the term. */
  termLast: daySchema,
  noticeBy: daySchema.nullable(),
  autoRenews: z.boolean(),
  currency: z.string(),
  /** ARR of the term, minor units of `currency`. */
  arr: amount.nullable(),
  lines: z.array(
    z.object({
      product: z.string(),
      plan: z.string().nullable(),
      quantity: z.number(),
      /** ARR of the line after discounts. */
      arr: amount,
    }),
  ),
  /** Facts about use; `then`: as it was known at the beginning of the term. */
  use: z.array(z.object({ now: seenSchema, then: z.number().nullable() })),
  milestones: z.array(z.object({ label: labelSchema, on: daySchema })),
  /** Inquiries of the term; null: none were asked. */
  inquiries: z
    .object({
      asked: z.number().int(),
      answered: z.number().int(),
      /** Median hours until the first answer; null: not written down. */
      hours: z.number().nullable(),
      satisfaction: z.number().nullable(),
    })
    .nullable(),
  /** Business days that are offered for a meeting, from and until. */
  offer: z.object({ from: daySchema, until: daySchema }),
})
export type Papers = z.output<typeof papersSchema>

export const papersRoute = exchange
  .route({
    method: 'GET',
    path: '/renewals/{id}/papers',
    tags: ['renewals'],
    summary: "What a letter to the decision maker and the sheet for the customer's own approval are made of",
  })
  .meta({ mayCall: 'accounts.read', sees: ['money'] })
  .input(z.object({ id: idSchema }))
  .output(papersSchema)

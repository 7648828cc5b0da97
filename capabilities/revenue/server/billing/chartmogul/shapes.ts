import { z } from 'zod'
import { isCurrency } from '#kernel/money.ts'
import { dayOfMoment, instantOf } from '#capabilities/revenue/core/billing/moments.ts'

const externalId = z.union([z.string().trim().min(1).max(200), z.number().int()]).transform(String)
const moment = z
  .string()
  .max(40)
  .refine((text) => dayOfMoment(text, 'UTC') !== null && instantOf(text) !== null, 'is not a time in ISO 8601')
const cents = z.number().int().min(-1e13).max(1e13)
const short = z.string().max(500).nullish()

/** A customer as API clients send it; what Banso does not know is kept with it. */
export const customerShape = z.looseObject({
  external_id: externalId,
  name: short,
  company: short,
  email: short,
})

/** A plan as API clients send it. */
export const planShape = z.object({
  external_id: externalId,
  name: z.string().trim().min(1).max(200),
  interval_unit: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.number().int().min(1).max(1000),
})

/** A transaction: a payment or a refund, and whether it went through. */
export const transactionShape = z.looseObject({
  external_id: externalId.nullish(),
  date: moment,
  type: z.enum(['payment', 'refund']),
  result: z.enum(['successful', 'failed']),
  amount_in_cents: cents.nullish(),
})
export type TransactionShape = z.output<typeof transactionShape>

const itemFields = {
  external_id: externalId.nullish(),
  amount_in_cents: cents,
  quantity: z.number().min(0).max(1e9).nullish(),
  discount_amount_in_cents: cents.min(0).nullish(),
  tax_amount_in_cents: cents.nullish(),
  plan_uuid: z.string().max(60).nullish(),
  plan_external_id: externalId.nullish(),
}
const subscriptionItem = z.looseObject({
  ...itemFields,
  type: z.literal('subscription'),
  subscription_external_id: externalId,
  subscription_set_external_id: externalId.nullish(),
  service_period_start: moment,
  service_period_end: moment,
  prorated: z.boolean().nullish(),
  cancelled_at: moment.nullish(),
})
export type SubscriptionItem = z.output<typeof subscriptionItem>
const oneTimeItem = z.looseObject({ ...itemFields, type: z.literal('one_time'), description: short })

/** An invoice with its lines, as API clients send it. */
export const invoiceShape = z.looseObject({
  external_id: externalId,
  date: moment,
  due_date: moment.nullish(),
  currency: z
    .string()
    .trim()
    .transform((text) => text.toUpperCase())
    .refine(isCurrency, 'is not a currency code'),
  line_items: z
    .array(z.discriminatedUnion('type', [subscriptionItem, oneTimeItem]))
    .min(1)
    .max(1000),
  transactions: z.array(transactionShape).max(1000).default([]),
})
export type InvoiceShape = z.output<typeof invoiceShape>

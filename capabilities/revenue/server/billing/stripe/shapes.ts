import { z } from 'zod'

const seconds = z.number().int().nullish()

const coupon = z.looseObject({
  percent_off: z.number().nullish(),
  amount_off: z.number().int().nullish(),
  duration: z.string().nullish(),
})

/** A discount, where its coupon is told: beside it, or (later versions of the API) as where it is from. */
export const discountShape = z.looseObject({
  id: z.string().nullish(),
  start: seconds,
  end: seconds,
  coupon: coupon.nullish(),
  source: z.looseObject({ coupon: z.union([coupon, z.string()]).nullish() }).nullish(),
})
export type DiscountShape = z.output<typeof discountShape>

const priceShape = z.looseObject({
  id: z.string(),
  currency: z.string(),
  nickname: z.string().nullish(),
  unit_amount: z.number().int().nullish(),
  product: z.union([z.string(), z.looseObject({ id: z.string(), name: z.string().nullish() })]).nullish(),
  recurring: z
    .looseObject({
      interval: z.enum(['day', 'week', 'month', 'year']),
      interval_count: z.number().int().min(1),
      usage_type: z.string().nullish(),
    })
    .nullish(),
})

/** A subscription as events carry it, in older and later versions of the API. */
export const subscriptionShape = z.looseObject({
  id: z.string(),
  customer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  status: z.string(),
  start_date: z.number().int(),
  trial_end: seconds,
  cancel_at: seconds,
  cancel_at_period_end: z.boolean().nullish(),
  canceled_at: seconds,
  ended_at: seconds,
  current_period_end: seconds,
  pause_collection: z.looseObject({ resumes_at: seconds }).nullish(),
  discount: discountShape.nullish(),
  discounts: z.array(z.union([z.string(), discountShape])).nullish(),
  items: z.looseObject({
    data: z.array(
      z.looseObject({
        id: z.string(),
        quantity: z.number().min(0).nullish(),
        current_period_end: seconds,
        price: priceShape,
      }),
    ),
  }),
})
export type SubscriptionShape = z.output<typeof subscriptionShape>

/** A customer, as far as an account follows from one. */
export const customerShape = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
})

/** An invoice, as far as it is kept. */
export const invoiceShape = z.looseObject({
  id: z.string(),
  customer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  created: z.number().int(),
  currency: z.string(),
  customer_name: z.string().nullish(),
  customer_email: z.string().nullish(),
})

/** An event: what happened, when, and to what. */
export const eventShape = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().max(200),
  created: z.number().int(),
  data: z.looseObject({ object: z.looseObject({ id: z.string().nullish() }) }),
})
export type EventShape = z.output<typeof eventShape>

/** The id of something that is told by its id, or whole. */
export const idIn = (value: string | { id: string }): string => (typeof value === 'string' ? value : value.id)

import type { StripeItem, StripeState } from '#capabilities/revenue/core/billing/stripe.ts'
import type { Discount, Interval } from '#capabilities/revenue/core/ledger/line.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import { type DiscountShape, type EventShape, type SubscriptionShape, subscriptionShape } from './shapes.ts'

/** Coupons that were told of by events of their own, by the ids of their discounts. */
export type KnownDiscounts = ReadonlyMap<string, DiscountShape>

const orders = { 'customer.subscription.created': 0, 'customer.subscription.deleted': 2 } as const

/** The state of a subscription that an event tells; null where it tells none. */
export function stateOf(event: EventShape, known: KnownDiscounts, timeZone: string): StripeState | null {
  const read = subscriptionShape.safeParse(event.data.object)
  if (!read.success) return null
  const subscription = read.data
  const on = (seconds: number) => dayOf(seconds * 1000, timeZone)
  const onOrNull = (seconds: number | null | undefined) => (seconds ? on(seconds) : null)
  const items = subscription.items.data.map(itemOf)
  const ends = [subscription.current_period_end, ...subscription.items.data.map((item) => item.current_period_end)]
  const paidUntil = ends
    .flatMap((end) => (end ? on(end) : []))
    .sort()
    .at(-1)
  const atPeriodEnd = subscription.cancel_at_period_end ? (paidUntil ?? null) : null
  return {
    event: event.id,
    at: event.created,
    order: event.type in orders ? orders[event.type as keyof typeof orders] : 1,
    on: on(event.created),
    subscription: subscription.id,
    status: subscription.status,
    startOn: on(subscription.start_date),
    trialEndOn: onOrNull(subscription.trial_end),
    cancelledOn: onOrNull(subscription.canceled_at),
    endOn: onOrNull(subscription.ended_at) ?? onOrNull(subscription.cancel_at) ?? atPeriodEnd,
    paused: subscription.pause_collection ? { until: onOrNull(subscription.pause_collection.resumes_at) } : null,
    paidUntil: paidUntil ?? null,
    items,
    ...discountsOf(subscription, known, items, on),
  }
}

function itemOf({ id, quantity, price }: SubscriptionShape['items']['data'][number]): StripeItem {
  const { product, recurring } = price
  const named = typeof product === 'object' && product !== null ? (product.name ?? product.id) : product
  return {
    id,
    product: named ?? price.nickname ?? price.id,
    plan: price.nickname ?? price.id,
    currency: price.currency.toUpperCase(),
    amount: price.unit_amount ?? null,
    quantity: quantity ?? 1,
    interval: { unit: recurring?.interval ?? 'month', count: recurring?.interval_count ?? 1 },
    metered: recurring?.usage_type === 'metered',
  }
}

function discountsOf(
  { discount, discounts }: SubscriptionShape,
  known: KnownDiscounts,
  items: readonly StripeItem[],
  on: (seconds: number) => Day,
): Pick<StripeState, 'discount' | 'discounts'> {
  const all = discounts && discounts.length > 0 ? discounts : discount ? [discount] : []
  const [first] = all
  if (first === undefined) return { discount: null, discounts: 0 }
  const told = typeof first === 'string' ? known.get(first) : couponOf(first) ? first : known.get(first.id ?? '')
  return { discount: (told && discountOf(told, items[0]?.interval, on)) ?? 'unknown', discounts: all.length }
}

function couponOf({ coupon, source }: DiscountShape) {
  const from = source?.coupon
  return coupon ?? (typeof from === 'object' ? from : null)
}

/** A coupon for one invoice is off the first period; one for some months until it ends; else it is for ever. */
function discountOf(
  discount: DiscountShape,
  interval: Interval | undefined,
  on: (seconds: number) => Day,
): Discount | null {
  const coupon = couponOf(discount)
  if (!coupon) return null
  const once =
    coupon.duration === 'once' && discount.start && interval ? periodAfter(on(discount.start), interval) : null
  const until = discount.end ? on(discount.end) : once
  if (coupon.percent_off) return { percent: coupon.percent_off, until }
  return coupon.amount_off ? { amount: coupon.amount_off, until } : null
}

function periodAfter(from: Day, { unit, count }: Interval): Day {
  if (unit === 'month' || unit === 'year') return addMonths(from, unit === 'year' ? 12 * count : count)
  return addDays(from, unit === 'week' ? 7 * count : count)
}

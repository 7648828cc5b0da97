import type { BilledItem } from '#capabilities/revenue/core/billing/charges.ts'
import type { InvoicePart } from '#capabilities/revenue/core/billing/refunds.ts'
import { dayOfMoment, endOfMoment } from '#capabilities/revenue/core/billing/moments.ts'
import type { Interval } from '#capabilities/revenue/core/ledger/line.ts'
import { invoiceShape, type SubscriptionItem } from './shapes.ts'

/** The lines of an invoice, as far as money may be given back for them. */
export function invoicedParts(raw: unknown, timeZone: string): InvoicePart[] {
  const read = invoiceShape.safeParse(raw)
  if (!read.success) return []
  return read.data.line_items.map((item) => {
    const sold = item.type === 'subscription' ? item : null
    return {
      subscription: sold?.subscription_external_id ?? null,
      start: sold && dayOfMoment(sold.service_period_start, timeZone),
      amount: item.amount_in_cents,
      tax: item.tax_amount_in_cents ?? 0,
    }
  })
}

/** What an invoice charges once, without tax and after the discount. */
export function onceOf(raw: unknown): { what: string | null; quantity: number; amount: number }[] {
  const read = invoiceShape.safeParse(raw)
  if (!read.success) return []
  return read.data.line_items.flatMap((item) =>
    item.type === 'one_time'
      ? {
          what: item.description ?? null,
          quantity: item.quantity ?? 1,
          amount: item.amount_in_cents - (item.tax_amount_in_cents ?? 0),
        }
      : [],
  )
}

/** A plan as it is kept. */
export type KnownPlan = { id: string; externalId: string; name: string } & Interval

/** The plan a line of an invoice speaks of, by either of its names. */
export function planOf(
  item: Pick<SubscriptionItem, 'plan_uuid' | 'plan_external_id'>,
  plans: ReadonlyMap<string, KnownPlan>,
): KnownPlan | undefined {
  if (item.plan_uuid) return plans.get(item.plan_uuid)
  return item.plan_external_id ? plans.get(`external ${item.plan_external_id}`) : undefined
}

/** The lines of an invoice that are for subscriptions, brought to days of the workspace. */
export function billedItems(
  invoice: { externalId: string; at: Date; currency: string; raw: unknown },
  plans: ReadonlyMap<string, KnownPlan>,
  timeZone: string,
): BilledItem[] {
  const read = invoiceShape.safeParse(invoice.raw)
  if (!read.success) return []
  return read.data.line_items.flatMap((item) => {
    if (item.type !== 'subscription') return []
    const [start, end] = [
      dayOfMoment(item.service_period_start, timeZone),
      endOfMoment(item.service_period_end, timeZone),
    ]
    if (start === null || end === null) return []
    const plan = planOf(item, plans)
    return {
      subscription: item.subscription_external_id,
      set: item.subscription_set_external_id ?? null,
      invoice: invoice.externalId,
      at: invoice.at.getTime(),
      currency: invoice.currency,
      start,
      end,
      plan: plan?.name ?? null,
      interval: plan ? { unit: plan.unit, count: plan.count } : null,
      quantity: item.quantity ?? 1,
      amount: item.amount_in_cents - (item.tax_amount_in_cents ?? 0),
      discount: item.discount_amount_in_cents ?? 0,
      prorated: item.prorated === true,
    }
  })
}

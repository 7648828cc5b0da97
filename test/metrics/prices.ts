import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { mrrOfInvoiceLine, proration } from '#capabilities/revenue/core/invoiceLine.ts'
import type { Discount, Interval } from '#capabilities/revenue/core/ledger/line.ts'
import { waterfall } from '#capabilities/revenue/core/measures/waterfall.ts'
import { addMonths, type Day, day } from '#kernel/day.ts'
import type { Handler } from './handler.ts'
import { cents, dollars, ledgerOf, line, movedIn, unrounded, version, viewOf } from './histories.ts'

type Coupon = { percent_off: number; duration: 'forever' | 'repeating' | 'once'; duration_in_months?: number }

type Subscription = {
  amount?: number
  plan?: number
  recurring_addon?: number
  discount?: number | Coupon
  interval: Interval['unit']
  quantity?: number
  count?: number
  status?: string
  usage?: string
}

const began = day('2026-01-01')

function discountOf(discount: Subscription['discount']): Discount | null {
  if (discount === undefined) return null
  if (typeof discount === 'number') return { amount: cents(discount), until: null }
  const { duration, percent_off, duration_in_months } = discount
  return { percent: percent_off, until: duration === 'forever' ? null : addMonths(began, duration_in_months ?? 1) }
}

function ledgersOf(subscription: Subscription, conventions: Conventions, at: number) {
  const amount = (subscription.amount ?? 0) + (subscription.plan ?? 0) + (subscription.recurring_addon ?? 0)
  const price = version(began, amount * (subscription.quantity ?? 1), {
    interval: { unit: subscription.interval, count: 1 },
    discount: discountOf(subscription.discount),
    trial: subscription.status === 'trialing',
  })
  const kind = subscription.usage === 'metered' ? 'metered' : 'recurring'
  const view = viewOf(conventions, began)
  return Array.from({ length: subscription.count ?? 1 }, (_, n) =>
    ledgerOf([line([price], { kind })], view, `${at} ${n}`),
  )
}

type Item = { amount_in_cents: number; tax_amount_in_cents: number; interval: Interval['unit'] }

function mrr(
  { subscriptions, line_items }: { subscriptions?: Subscription[]; line_items?: Item[] },
  conventions: Conventions,
) {
  const each = (subscriptions ?? []).map((subscription, at) => ledgersOf(subscription, conventions, at))
  const closing = (ledgers: (typeof each)[number]) => waterfall(ledgers, '2026-01', '2026-01')[0]!
  const all = closing(each.flat())
  const items = (line_items ?? []).map(({ amount_in_cents, tax_amount_in_cents, interval }) =>
    mrrOfInvoiceLine({
      amount: amount_in_cents,
      tax: tax_amount_in_cents,
      interval: { unit: interval, count: 1 },
      prorated: null,
    }),
  )
  return {
    mrr: dollars(all.closing),
    arr: inMinorUnits(all.closing, 12) / 100,
    parts: each.map((ledgers) => unrounded(closing(ledgers).closing)),
    active_subscribers: all.customers.closing,
    mrr_in_cents: inMinorUnits(items.reduce((sum, item) => sum + item, 0n)),
  }
}

type Seat = { add_user_price: number; at: Day; billing_period: [Day, Day] }

function addSeat({ event }: { event: Seat }, conventions: Conventions) {
  const lines = [line([version('2025-01-01', 100)], { id: 'base' }), line([version(event.at, event.add_user_price)])]
  const [from, to] = event.billing_period.map(Date.parse) as [number, number]
  const { debit } = proration(0, cents(event.add_user_price), { from: Date.parse(event.at), to }, { from, to })
  const { movements } = ledgerOf(lines, viewOf(conventions, event.billing_period[1]))
  return {
    charge: debit / 100,
    mrr_increase_in_month: movedIn(movements, 'expansion', event.billing_period[0].slice(0, 7)),
    per_day: event.add_user_price / ((to - from) / 86_400_000),
  }
}

type Prorated = {
  amount_in_cents: number
  tax_amount_in_cents: number
  plan_interval: Interval['unit']
  service_period_start: string
  service_period_end: string
  billing_period_start: string
  billing_period_end: string
}

function mrrOfProrated({ line: item }: { line: Prorated }) {
  const stretch = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) })
  const exact = mrrOfInvoiceLine({
    amount: item.amount_in_cents,
    tax: item.tax_amount_in_cents,
    interval: { unit: item.plan_interval, count: 1 },
    prorated: {
      service: stretch(item.service_period_start, item.service_period_end),
      period: stretch(item.billing_period_start, item.billing_period_end),
    },
  })
  return { mrr_in_cents: inMinorUnits(exact) }
}

type Switch = { from_amount: number; to_amount: number; fraction_remaining: number }

function prorate({ change }: { change: Switch }, conventions: Conventions) {
  const period = { from: 0, to: 1_000_000 }
  const remaining = { from: 1_000_000 * (1 - change.fraction_remaining), to: 1_000_000 }
  const { credit, debit } = proration(cents(change.from_amount), cents(change.to_amount), remaining, period)
  const on = day('2026-01-16')
  const moving = line([version(began, change.from_amount, { endOn: on }), version(on, change.to_amount)])
  const { movements } = ledgerOf([moving], viewOf(conventions, on))
  return {
    credit: credit / 100,
    debit: debit / 100,
    net: (credit + debit) / 100,
    mrr_delta: movedIn(movements, 'expansion', '2026-01'),
  }
}

/** Cases that ask what a price comes to. */
export const priceHandlers: Record<string, Handler> = {
  mrr: { uses: ['discounts'], answer: mrr },
  mrr_increase: { uses: ['compared'], answer: addSeat },
  mrr_from_prorated_line: { uses: [], answer: mrrOfProrated },
  proration: { uses: ['compared'], answer: prorate },
}

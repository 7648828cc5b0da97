import type { Interval, RevenueLine } from '#capabilities/revenue/core/ledger/line.ts'
import { type Day, day, dayOf } from '#kernel/day.ts'
import { line, version } from './histories.ts'

/** What billing systems tell of subscriptions, as cases write it. */
export type SubscriptionEvent = {
  at: string
  type: 'subscription_started' | 'subscription_canceled' | 'plan_changed'
  customer: string
  subscription: string
  amount?: number
  quantity?: number
  interval?: Interval['unit']
  effective?: 'immediately' | 'end_of_period'
  period_end?: string
}

const dayIn = (at: string): Day => (at.length === 10 ? day(at) : dayOf(Date.parse(at), 'UTC'))

/** The lines of subscriptions. What changes on one day is one price: days are the finest that contracts know. */
export function linesOf(events: readonly SubscriptionEvent[]): RevenueLine[] {
  return [...Map.groupBy(events, (event) => event.subscription)].map(([id, own]) => {
    const prices = own.filter((event) => event.type !== 'subscription_canceled')
    const lastOfDay = [...Map.groupBy(prices, (event) => dayIn(event.at)).values()].map((ofDay) => ofDay.at(-1)!)
    const cancelled = own.find((event) => event.type === 'subscription_canceled')
    const interval = own.find((event) => event.interval)?.interval ?? 'month'
    const end = cancelled && day(cancelled.period_end ?? dayIn(cancelled.at))
    const versions = lastOfDay.map((event, at) =>
      version(dayIn(event.at), (event.amount ?? 0) * (event.quantity ?? 1), {
        interval: { unit: interval, count: 1 },
        endOn: lastOfDay[at + 1] ? dayIn(lastOfDay[at + 1]!.at) : (end ?? null),
      }),
    )
    return line(versions, { id, product: id, cancelledOn: cancelled ? dayIn(cancelled.at) : null })
  })
}

import { addDays, type Day } from '#kernel/day.ts'
import type { Interval } from '../ledger/line.ts'
import type { Unused } from './derived.ts'
import { intervalOfPeriod } from './interval.ts'

/** A line of an invoice for a subscription, its moments brought to days. */
export type BilledItem = {
  readonly subscription: string
  /** Subscriptions that take the place of each other carry the same. */
  readonly set: string | null
  readonly invoice: string
  /** When it was invoiced, milliseconds since 1970: of two prices for one day the later holds. */
  readonly at: number
  readonly currency: string
  /** Its service period; `end` is the first day after it. */
  readonly start: Day
  readonly end: Day
  readonly plan: string | null
  /** The plan's; null: as long as the period lasts. */
  readonly interval: Interval | null
  readonly quantity: number
  /** What is paid, without tax and after the discount, minor units. */
  readonly amount: number
  readonly discount: number
  readonly prorated: boolean
}

/** What a subscription costs in a period. `paid`: a whole period; else the part of one before it. */
export type Charge = Omit<BilledItem, 'prorated' | 'set'> & { readonly paid: boolean }

/** The charges of one subscription in the order of their periods, one a day at most; and what is none. */
export function chargesOf(items: readonly BilledItem[]): { charges: Charge[]; unused: Unused[] } {
  const unused: Unused[] = []
  const kept = items.filter((item) => {
    if (item.start < item.end) return true
    unused.push({ subject: item.invoice, rule: 'no_period' })
    return false
  })
  const whole = kept.filter((item) => !item.prorated)
  const sums = [...Map.groupBy(whole, ({ invoice, start, end }) => `${invoice} ${start} ${end}`).values()].map(summed)
  const paid = sums.filter((charge) => {
    if (charge.amount >= 0) return true
    unused.push({ subject: charge.invoice, rule: 'negative' })
    return false
  })
  const before = kept.flatMap((item) => {
    // What is given back for the rest of a period goes with the change that is charged for beside it.
    if (!item.prorated || item.amount <= 0) return []
    const since = priceSince(item, paid)
    if (since === null) unused.push({ subject: item.invoice, rule: 'prorated' })
    return since ?? []
  })
  const { latest, replaced } = onePerDay([...paid, ...before])
  return { charges: latest, unused: [...unused, ...replaced] }
}

/** What one invoice charges for one period is one price. */
function summed(items: readonly BilledItem[]): Charge {
  const sorted = items.toSorted((a, b) => b.amount - a.amount || (a.plan ?? '').localeCompare(b.plan ?? ''))
  const { prorated: _prorated, set: _set, ...first } = sorted[0]!
  const sum = (of: 'amount' | 'discount') => items.reduce((all, item) => all + item[of], 0)
  return { ...first, amount: sum('amount'), discount: sum('discount'), paid: true }
}

/** A part of a period tells from which day on the price of the whole period after it holds; by itself it is no price. */
function priceSince(item: BilledItem, paid: readonly Charge[]): Charge | null {
  const next = paid
    .filter((charge) => charge.start >= item.end && charge.start <= addDays(item.end, 1))
    .find((charge) => charge.plan === item.plan && charge.quantity === item.quantity)
  if (!next) return null
  const interval = next.interval ?? intervalOfPeriod(next.start, next.end)
  return { ...next, interval, start: item.start, end: next.start, at: item.at, invoice: item.invoice, paid: false }
}

/** Of charges that begin on the same day the one invoiced last holds. */
function onePerDay(charges: readonly Charge[]): { latest: Charge[]; replaced: Unused[] } {
  const [latest, replaced] = [[] as Charge[], [] as Unused[]]
  for (const sameDay of Map.groupBy(charges, ({ start }) => start).values()) {
    const sorted = sameDay.toSorted(
      (a, b) => b.at - a.at || (a.invoice < b.invoice ? 1 : a.invoice > b.invoice ? -1 : a.end < b.end ? 1 : -1),
    )
    latest.push(sorted[0]!)
    replaced.push(...sorted.slice(1).map(({ invoice }) => ({ subject: invoice, rule: 'replaced' as const })))
  }
  return { latest: latest.sort((a, b) => (a.start < b.start ? -1 : 1)), replaced }
}

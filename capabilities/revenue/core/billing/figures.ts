import { addDays, addMonths, type Day, weekday } from '#kernel/day.ts'
import type { Conventions } from '../conventions.ts'
import { inMinorUnits } from '../fraction.ts'
import { averagePerAccount, customerChurnRate } from '../measures/customers.ts'
import { figuresOf, inUnits } from '../measures/figures.ts'
import { valueByChurn } from '../measures/lifetimeValue.ts'
import { netChurnRate } from '../measures/revenueRates.ts'
import type { MonthBridge } from '../measures/waterfall.ts'

export const figureIntervals = ['day', 'week', 'month', 'quarter', 'year'] as const
export type FigureInterval = (typeof figureIntervals)[number]

/** Days from one until another, both included. */
export type Stretch = { readonly from: Day; readonly to: Day }

/** The last day of the day, week (to Saturday), month, quarter or year that a day lies in. */
function lastOf(on: Day, interval: FigureInterval): Day {
  if (interval === 'day') return on
  if (interval === 'week') return addDays(on, (13 - weekday(on)) % 7)
  const month = Number(on.slice(5, 7))
  const months = interval === 'month' ? 1 : interval === 'quarter' ? 3 - ((month - 1) % 3) : 13 - month
  return addDays(addMonths(`${on.slice(0, 8)}01` as Day, months), -1)
}

/** The stretches from one day until another, the last of them cut short; before them one more, to be compared with. */
export function stretchesOf(from: Day, to: Day, interval: FigureInterval): Stretch[] {
  const months = { month: 1, quarter: 3, year: 12, day: 0, week: 0 }[interval]
  const before = months > 0 ? addMonths(from, -months) : addDays(from, interval === 'day' ? -1 : -7)
  const stretches: Stretch[] = [{ from: before, to: addDays(from, -1) }]
  for (let begins = from; begins <= to; begins = addDays(stretches.at(-1)!.to, 1)) {
    const ends = lastOf(begins, interval)
    stretches.push({ from: begins, to: ends < to ? ends : to })
  }
  return stretches
}

/** What moved in a stretch; `short`: how many came and left within it. */
export type StretchBridge = Omit<MonthBridge, 'month'> & { readonly to: Day; readonly short: number }

/** The figures of a stretch as ChartMogul names them; amounts in minor units, rates in percent. null: there is nothing to divide by. */
export type Figures = {
  readonly date: Day
  readonly mrr: number
  readonly 'mrr-new-business': number
  readonly 'mrr-expansion': number
  readonly 'mrr-contraction': number
  readonly 'mrr-churn': number
  readonly 'mrr-reactivation': number
  /** What exchange rates made of it: ChartMogul has none of this, for it takes each currency at one rate. */
  readonly 'mrr-exchange': number
  readonly arr: number
  readonly customers: number
  readonly arpa: number | null
  readonly asp: number | null
  readonly 'customer-churn-rate': number | null
  readonly 'mrr-churn-rate': number | null
  readonly ltv: number | null
}

/** The figures of one stretch by the conventions of the workspace. */
export function figuresOfStretch(bridge: StretchBridge, conventions: Conventions): Figures {
  const { kinds, customers, opening, closing } = bridge
  const units = inUnits(opening, kinds)
  const mrr = inMinorUnits(closing)
  const churn = customerChurnRate(
    {
      opening: customers.opening,
      joined: kinds.new.accounts + kinds.reactivation.accounts,
      churned: kinds.churn.accounts,
      joinedAndChurned: bridge.short,
    },
    conventions,
  )
  const arpa = averagePerAccount(mrr, customers.closing)
  const netChurn = netChurnRate(figuresOf([{ ...bridge, month: bridge.to.slice(0, 7) }]), conventions)
  const ltv = arpa === null || churn === null ? null : valueByChurn(arpa, churn)
  return {
    date: bridge.to,
    mrr,
    'mrr-new-business': units.new,
    'mrr-expansion': units.upsell + units.cross_sell,
    'mrr-contraction': units.contraction,
    'mrr-churn': units.churn,
    'mrr-reactivation': units.reactivation,
    'mrr-exchange': units.fx + units.uncounted,
    arr: inMinorUnits(closing, 12),
    customers: customers.closing,
    arpa: whole(arpa),
    asp: whole(averagePerAccount(units.new, kinds.new.accounts)),
    'customer-churn-rate': percent(churn),
    'mrr-churn-rate': percent(netChurn),
    ltv: whole(ltv),
  }
}

const whole = (amount: number | null) => (amount === null ? null : Math.round(amount))
const percent = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 100)

/** By how many percent a figure changed, to two digits; null where there is nothing to compare with. */
export function percentageChange(from: number | null, to: number | null): number | null {
  return from === null || to === null || from === 0 ? null : Math.round(((to - from) / Math.abs(from)) * 10_000) / 100
}

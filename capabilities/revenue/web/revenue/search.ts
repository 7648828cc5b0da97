import { fiscalQuarterOf, fiscalYearOf } from '#capabilities/revenue/core/calendar/fiscalYear.ts'
import { firstDayOf, lastDayOf, type Month, monthAfter, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { Day } from '#kernel/day.ts'
import { oneOf, textSearch } from '#web/router/search.ts'

/** What the address of the revenue page may say. */
export const revenueSearch = textSearch(
  'tab',
  'period',
  'per',
  'segment',
  'product',
  'plan',
  'where',
  'at',
  'kind',
  'left',
  'by',
  'cohort',
  'age',
  'of',
  'horizon',
  'years',
  'rates',
  'rec',
  'why',
)
export type RevenueSearch = ReturnType<typeof revenueSearch>

export const tabs = ['waterfall', 'tree', 'retention', 'cohorts', 'lifetime', 'outlook', 'reconcile'] as const
export type Tab = (typeof tabs)[number]
export const periods = ['m12', 'm24', 'm36', 'm60', 'fiscal', 'lastFiscal'] as const
export const pers = ['month', 'quarter', 'year'] as const
export type Per = (typeof pers)[number]

/** The days between which one looks, by the address. */
export function periodOf(search: RevenueSearch, today: Day, fiscalStart: number): { from: Day; to: Day } {
  const period = oneOf(search.period, periods)
  const now = monthOf(today)
  const year = fiscalYearOf(now, fiscalStart)
  if (period === 'fiscal') return { from: firstDayOf(year.from), to: today }
  if (period === 'lastFiscal')
    return { from: firstDayOf(monthAfter(year.from, -12)), to: lastDayOf(monthAfter(year.to, -12)) }
  return { from: firstDayOf(monthAfter(now, 1 - Number(period.slice(1)))), to: today }
}

/** The first month of the stretch (month, quarter or year of accounts) that a month lies in. */
export function stretchOf(month: Month, per: Per, fiscalStart: number): Month {
  if (per === 'month') return month
  return (per === 'quarter' ? fiscalQuarterOf(month, fiscalStart) : fiscalYearOf(month, fiscalStart)).from
}

/** How many months a stretch has. */
export const monthsIn: Record<Per, number> = { month: 1, quarter: 3, year: 12 }

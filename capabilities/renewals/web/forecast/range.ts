import { periodStart } from '#capabilities/renewals/core/period.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { oneOf, textSearch } from '#web/router/search.ts'

export const ranges = ['two', 'quarter', 'year'] as const
export const groups = ['owner', 'role', 'touch_model', 'segment'] as const
export const horizons = ['60', '90', '30'] as const
export const spans = ['month', 'quarter'] as const

/** What the address of the forecast may say. */
export const forecastSearch = textSearch('range', 'by', 'group', 'since', 'horizon', 'who')
export type ForecastSearch = ReturnType<typeof forecastSearch>

/** What the forecast is asked for by its address: the quarters (of the year of accounts) that a range of today covers. */
export function askedOf(search: ForecastSearch, today: Day, fiscalStartMonth: number) {
  const range = oneOf(search.range, ranges)
  const quarter = periodStart(today, 'quarter', fiscalStartMonth)
  const ahead = (Number(quarter.slice(5, 7)) - fiscalStartMonth + 12) % 12
  const from = range === 'year' ? addMonths(quarter, -ahead) : quarter
  const months = { quarter: 3, two: 6, year: 12 }[range]
  return {
    range,
    by: oneOf(search.by, spans),
    group: oneOf(search.group, groups),
    from,
    until: addMonths(from, months),
    ...(search.since ? { since: search.since } : {}),
  }
}

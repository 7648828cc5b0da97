import type { Day } from '#kernel/day.ts'

/** The first day of the month or of the quarter (of the year of accounts that begins with a month, 1 to 12) that a day lies in. */
export function periodStart(on: Day, by: 'month' | 'quarter', fiscalStartMonth: number): Day {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))]
  const back = by === 'month' ? 0 : (month - fiscalStartMonth + 12) % 3
  const index = year * 12 + month - 1 - back
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01` as Day
}

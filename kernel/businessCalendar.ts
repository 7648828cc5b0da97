import holidays from '@holiday-jp/holiday_jp/lib/holidays.js'
import { addDays, type Day, weekday } from './day.ts'

/** Which days a company works: Japanese public holidays and the turn of the year off, or weekends alone; and its own days off. */
export type BusinessCalendar = { readonly holidays: 'JP' | 'none'; readonly daysOff?: ReadonlySet<Day> }

/** Monday to Friday, without Japan's public holidays (国民の祝日) and the customary days off from 29 December to 3 January. */
export const japaneseCalendar: BusinessCalendar = { holidays: 'JP' }

/** Monday to Friday. */
export const plainCalendar: BusinessCalendar = { holidays: 'none' }

const named: Readonly<Record<string, { name: string; name_en: string }>> = holidays
const publicHolidays: ReadonlySet<string> = new Set(Object.keys(named))

/** The Japanese public holiday (国民の祝日) that a day is; null for any other day, and after 2050. */
export function publicHoliday(of: Day): { ja: string; en: string } | null {
  const holiday = named[of]
  return holiday ? { ja: holiday.name, en: holiday.name_en } : null
}

const isTurnOfYear = (of: Day): boolean => {
  const date = of.slice(5)
  return date >= '12-29' || date <= '01-03'
}

/** Whether the company works on a day. Public holidays are known from 1970 to 2050; later years have weekends alone. */
export function isBusinessDay(calendar: BusinessCalendar, of: Day): boolean {
  if (weekday(of) > 5 || calendar.daysOff?.has(of)) return false
  return calendar.holidays === 'none' || !(publicHolidays.has(of) || isTurnOfYear(of))
}

/** The day `count` (0 or more) business days after a day. With 0: that day, or the next business day where it is none. */
export function addBusinessDays(calendar: BusinessCalendar, from: Day, count: number): Day {
  let day = from
  while (!isBusinessDay(calendar, day)) day = addDays(day, 1)
  // A day off counts as the business day before it has ended: the first one after it is one away, not two.
  let left = day === from ? count : Math.max(0, count - 1)
  while (left > 0) {
    day = addDays(day, 1)
    if (isBusinessDay(calendar, day)) left--
  }
  return day
}

/** Business days in (from, to]: 0 on the same day, negative where `to` is earlier. At most 3,700 days are looked at. */
export function businessDaysBetween(calendar: BusinessCalendar, from: Day, to: Day): number {
  if (to < from) return -businessDaysBetween(calendar, to, from)
  let count = 0
  let day = from
  for (let looked = 0; day < to && looked < 3_700; looked++) {
    day = addDays(day, 1)
    if (isBusinessDay(calendar, day)) count++
  }
  return count
}

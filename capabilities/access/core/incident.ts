import { type BusinessCalendar, isBusinessDay } from '#kernel/businessCalendar.ts'
import { addDays, type Day } from '#kernel/day.ts'

/** By when a leak is to be reported. */
export type Deadlines = { firstFrom: Day; firstBy: Day; fullBy: Day; fullByIfMeant: Day }

/**
 * Days by which a leak of personal data is reported to the commission (個人情報保護法26条, 規則8条, ガイドライン通則編3-5-3): the first
 * report 3 to 5 days after it became known, the full one within 30 days, within 60 where it may have been meant. The day on
 * which it became known is the first; days off count, but where the last one is no working day of the commission (29
 * December to 3 January included), the next one is meant.
 */
export function deadlines(knownOn: Day, calendar: BusinessCalendar): Deadlines {
  const dayNumber = (count: number) => addDays(knownOn, count - 1)
  const worked = (of: Day): Day => (isBusinessDay(calendar, of) && !isYearEnd(of) ? of : worked(addDays(of, 1)))
  return {
    firstFrom: dayNumber(3),
    firstBy: dayNumber(5),
    fullBy: worked(dayNumber(30)),
    fullByIfMeant: worked(dayNumber(60)),
  }
}

const isYearEnd = (of: Day) => /-12-(29|30|31)$|-01-0[1-3]$/.test(of)

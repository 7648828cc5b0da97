import { addDays, addMonths, type Day } from '#kernel/day.ts'

/** Months looked back at most. */
export const mostMonths = 36

/** The last days of the whole months before a day, the newest first. */
export function monthEndsBefore(day: Day, months = mostMonths): Day[] {
  const month = `${day.slice(0, 7)}-01` as Day
  return Array.from({ length: months }, (_, back) => addDays(addMonths(month, -back), -1))
}

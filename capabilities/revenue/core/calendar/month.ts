import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'

/** A calendar month, `YYYY-MM`. Months compare as texts. */
export type Month = string

/** The month a day lies in. */
export const monthOf = (on: Day): Month => on.slice(0, 7)

/** The first day of a month. */
export const firstDayOf = (month: Month): Day => `${month}-01` as Day

/** The month a number of months after (or, negative, before) another. */
export function monthAfter(month: Month, months = 1): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The last day of a month: 29 February in leap years. */
export const lastDayOf = (month: Month): Day => addDays(addMonths(firstDayOf(month), 1), -1)

/** How many days a month has. */
export const daysIn = (month: Month): number => daysBetween(firstDayOf(month), lastDayOf(month)) + 1

/** How many months lie between two; negative where the second is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5))
}

/** The months from one to another, both included. */
export function monthsFrom(from: Month, to: Month): Month[] {
  return Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, at) => monthAfter(from, at))
}

import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { Interval } from '../ledger/line.ts'

const longest = 120 // months

/**
 * How often a period is paid that lasts from one day until another: in whole months where it is (also where its end is its last
 * day), else in weeks, else in days.
 */
export function intervalOfPeriod(start: Day, end: Day): Interval {
  const days = daysBetween(start, end)
  const months = Math.round(days / 30.4375)
  const whole = isMonths(start, end, months) || isMonths(start, addDays(end, 1), months)
  if (months >= 1 && months <= longest && whole) return { unit: 'month', count: months }
  return days % 7 === 0 ? { unit: 'week', count: days / 7 } : { unit: 'day', count: days }
}

/** Ends of months stay ends of months: 31 January to 28 February is a month, and so is 28 February to 31 March. */
function isMonths(start: Day, end: Day, months: number): boolean {
  return addMonths(start, months) === end || addMonths(end, -months) === start
}

/** An interval as contracts keep it: years are told in months. */
export function keptInterval({ unit, count }: Interval): Interval {
  return unit === 'year' ? { unit: 'month', count: 12 * count } : { unit, count }
}

/** How many months an interval has at least; 0 where it is shorter. */
export function wholeMonths({ unit, count }: Interval): number {
  return unit === 'month' ? count : unit === 'year' ? 12 * count : 0
}

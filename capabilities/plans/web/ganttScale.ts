import { addMonths, type Day, daysBetween } from '#kernel/day.ts'

/** What the calendar of a plan shows, from its first day on; x in px of the left edge of a day. */
export type Scale = { from: Day; days: number; x: (of: string) => number; width: number; months: readonly Day[] }

/** As wide as its place, but no narrower than a day can be seen; a week of room on the right. */
export function scaleOf(days: readonly string[], place: number): Scale {
  const sorted = days.toSorted()
  const [from, to] = [sorted[0] as Day, sorted.at(-1) as Day]
  const count = daysBetween(from, to) + 7
  const dayWidth = Math.max(leastDay, place / count)
  const first = `${from.slice(0, 8)}01` as Day
  const months: Day[] = []
  for (let month = first; month <= to; month = addMonths(month, 1)) if (month >= from) months.push(month)
  return { from, days: count, x: (of) => daysBetween(from, of as Day) * dayWidth, width: count * dayWidth, months }
}

const leastDay = 3.5

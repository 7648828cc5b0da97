import { addDays, type Day, dayOf, parseDay } from '#kernel/day.ts'

const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i
const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

/**
 * The day a moment of a billing system falls on: as it is written where no time zone is told, else in the workspace's own.
 * null where it is none.
 */
export function dayOfMoment(text: string, timeZone: string): Day | null {
  const plain = written.exec(text.trim())
  if (plain) return parseDay(plain[1]!)
  const instant = zoned.test(text.trim()) ? Date.parse(text.trim().replace(' ', 'T')) : Number.NaN
  return Number.isNaN(instant) ? null : dayOf(instant, timeZone)
}

/** The first day after a period that ends at a moment: what ends in the last minute of a day ends with the next. */
export function endOfMoment(text: string, timeZone: string): Day | null {
  const day = dayOfMoment(text, timeZone)
  return day !== null && /[T ]23:59/.test(text) ? addDays(day, 1) : day
}

/** A moment in milliseconds since 1970 UTC; without a time zone it is told in UTC (ChartMogul). null where it is none. */
export function instantOf(text: string): number | null {
  const plain = text.trim().replace(' ', 'T')
  const instant = Date.parse(zoned.test(plain) ? plain : plain.length === 10 ? `${plain}T00:00:00Z` : `${plain}Z`)
  return Number.isNaN(instant) ? null : instant
}

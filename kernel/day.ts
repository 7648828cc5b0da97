declare const brand: unique symbol

/** A calendar day, `YYYY-MM-DD`, in the time zone of the workspace it belongs to. Days compare as texts. */
export type Day = string & { readonly [brand]: true }

/** The number that stands in a text from one place to another, NaN where something else than digits does. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

/** Days since 1970, counted by the calendar's rule, not by Date: whole pages of facts go through here (days_from_civil, H. Hinnant). */
function serial(value: Day): number {
  const month = digits(value, 5, 7)
  const year = digits(value, 0, 4) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digits(value, 8, 10) - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day so many days after 1970 began, by the same calendar's rule (civil_from_days, H. Hinnant). */
function fromSerial(days: number): Day {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}

function written(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}` as Day
}

/** The day a text names, or null where it is not `YYYY-MM-DD` or no such day exists (30 February). */
export function parseDay(text: string): Day | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null
  const [year, month, date] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  // NaN fails every comparison.
  const isDay = year >= 0 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
  return isDay ? (text as Day) : null
}

/** The day a text names. Throws a RangeError where there is none: for days that are known to be well formed. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  if (!parsed) throw new RangeError(`not a day: ${text}`)
  return parsed
}

/** The day `days` after (or, negative, before) a day. */
export function addDays(from: Day, days: number): Day {
  return fromSerial(serial(from) + days)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return serial(to) - serial(from)
}

/** The same day of the month `months` later, or that month's last day where it is shorter (31 January + 1 = 28 or 29 February). */
export function addMonths(from: Day, months: number): Day {
  const index = digits(from, 0, 4) * 12 + digits(from, 5, 7) - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  return written(year, month, Math.min(digits(from, 8, 10), daysInMonth(year, month)))
}

/** Whole months from one day to a later one: the most that can be added to the first without passing the second; 0 where it is earlier. */
export function wholeMonths(from: Day, to: Day): number {
  const months = (digits(to, 0, 4) - digits(from, 0, 4)) * 12 + digits(to, 5, 7) - digits(from, 5, 7)
  return Math.max(0, addMonths(from, months) <= to ? months : months - 1)
}

/** Monday is 1, Sunday is 7 (ISO 8601). */
export function weekday(of: Day): number {
  return ((serial(of) + 3) % 7) + 1
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day that an instant (milliseconds since 1970 UTC) falls on in a time zone (IANA name). */
export function dayOf(instant: number, timeZone: string): Day {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(instant) as Day
}

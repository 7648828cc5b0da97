declare const brand: unique symbol

/** A calendar day, `YYYY-MM-DD`, in the time zone of the workspace it belongs to. Days compare as texts. */
export type Day = string & { readonly [brand]: true }

const form = /^(\d{4})-(\d{2})-(\d{2})$/
const msPerDay = 86_400_000

const serial = (value: Day): number => Date.parse(`${value}T00:00:00Z`) / msPerDay
const fromSerial = (days: number): Day => new Date(days * msPerDay).toISOString().slice(0, 10) as Day

/** The day a text names, or null where it is not `YYYY-MM-DD` or no such day exists (30 February). */
export function parseDay(text: string): Day | null {
  if (!form.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : (text as Day)
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
  const [year, month, date] = from.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) + months
  const last = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  return new Date(Date.UTC(Math.floor(index / 12), index % 12, Math.min(date, last))).toISOString().slice(0, 10) as Day
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

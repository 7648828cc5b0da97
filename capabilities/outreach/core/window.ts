import { type BusinessCalendar, isBusinessDay } from '#kernel/businessCalendar.ts'
import { addDays, type Day, dayOf, parseDay } from '#kernel/day.ts'
import { offsetAt } from '#kernel/zone.ts'

/** When mail may go out, in hours of the workspace's day; `weekdays`: on business days alone. */
export type SendWindow = { from: number; to: number; weekdays: boolean }

export const usualWindow: SendWindow = { from: 9, to: 18, weekdays: true }

const hour = 3_600_000

/** The instant (ms) of an hour of a day in a time zone. */
export function instantOf(on: Day, atHour: number, timeZone: string): number {
  const wall = Date.parse(`${on}T00:00:00Z`) + atHour * hour
  const guess = wall - offsetAt(wall, timeZone)
  // Where the clock was changed in between, the offset of the answer is the one that counts.
  return wall - offsetAt(guess, timeZone)
}

/** The first instant (ms) from a given one on at which the window is open. */
export function nextOpening(
  from: number,
  { window, calendar, timeZone }: { window: SendWindow; calendar: BusinessCalendar; timeZone: string },
): number {
  let on = dayOf(from, timeZone)
  for (let looked = 0; looked < 60; looked++, on = addDays(on, 1)) {
    if (window.weekdays && !isBusinessDay(calendar, on)) continue
    const [opens, closes] = [instantOf(on, window.from, timeZone), instantOf(on, window.to, timeZone)]
    if (from < closes) return Math.max(from, opens)
  }
  return from
}

/** An instant as the clock on the wall shows it in a time zone, `YYYY-MM-DDTHH:mm`. */
export const wallOf = (instant: number, timeZone: string): string =>
  new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16)

/** The instant (ms) at which the clock on the wall shows `YYYY-MM-DDTHH:mm` in a time zone; NaN where that is no time. */
export function instantOfWall(wall: string, timeZone: string): number {
  const [on = '', time = ''] = wall.split('T')
  const [hours, minutes] = time.split(':').map(Number)
  const atHour = Number(hours) + Number(minutes) / 60
  return parseDay(on) === null || Number.isNaN(atHour) ? Number.NaN : instantOf(on as Day, atHour, timeZone)
}

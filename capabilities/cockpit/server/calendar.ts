import { type BusinessCalendar, japaneseCalendar, plainCalendar } from '#kernel/businessCalendar.ts'

/** The days on which a workspace works: Japan's calendar for those in Japan's time zone, else Monday to Friday. */
export function calendarOf(workspace: { timeZone: string }): BusinessCalendar {
  return workspace.timeZone === 'Asia/Tokyo' ? japaneseCalendar : plainCalendar
}

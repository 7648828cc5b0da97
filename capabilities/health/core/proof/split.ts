import { addDays, type Day } from '#kernel/day.ts'

/** Month ends to fit, to choose by, and to prove on, oldest first. */
export type InTime = { readonly early: readonly Day[]; readonly middle: readonly Day[]; readonly late: readonly Day[] }

/** Parts month ends in time, each part at least the horizon after the one before it; null: there are too few of them. */
export function splitInTime(days: readonly Day[], horizon: number): InTime | null {
  const late = days.slice(-Math.max(1, Math.floor(days.length / 4)))
  const before = days.filter((day) => late[0] !== undefined && addDays(day, horizon) <= late[0])
  const middle = before.slice(-Math.max(1, Math.floor(before.length / 3)))
  const early = before.filter((day) => middle[0] !== undefined && addDays(day, horizon) <= middle[0])
  return early.length > 0 && middle.length > 0 && late.length > 0 ? { early, middle, late } : null
}

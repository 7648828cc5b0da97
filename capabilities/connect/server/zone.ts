import { offsetAt } from '#kernel/zone.ts'

const msPerMinute = 60_000
const day = 86_400_000

/**
 * Minutes by which the clocks of a time zone (IANA name) are ahead of UTC, by local time (ms since 1970, as if it were
 * UTC). A time that a change of clocks skips or repeats is read by the offset before the change.
 */
export function zoneOffset(timeZone: string): (localMs: number) => number {
  return (localMs) => {
    const before = offsetAt(localMs - day, timeZone)
    const guess = offsetAt(localMs - before, timeZone)
    const offset = offsetAt(localMs - guess, timeZone) === guess ? guess : before
    return Math.round(offset / msPerMinute)
  }
}

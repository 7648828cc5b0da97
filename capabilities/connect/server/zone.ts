const msPerMinute = 60_000
const hour = 3_600_000

/**
 * Minutes by which the clocks of a time zone (IANA name) are ahead of UTC, by local time (ms since 1970, as if it were
 * UTC). A time that a change of clocks skips or repeats is read by the offset before the change.
 */
export function zoneOffset(timeZone: string): (localMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const at = (utc: number): number => {
    const part = Object.fromEntries(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]))
    const local = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second'])
    return Math.round((local - Math.floor(utc / 1000) * 1000) / msPerMinute)
  }
  const known = new Map<number, number>()
  return (localMs) => {
    const bucket = Math.floor(localMs / (hour / 4))
    let offset = known.get(bucket)
    if (offset === undefined) {
      const before = at(localMs - 24 * hour)
      const guess = at(localMs - before * msPerMinute)
      offset = at(localMs - guess * msPerMinute) === guess ? guess : before
      if (known.size > 100_000) known.clear()
      known.set(bucket, offset)
    }
    return offset
  }
}

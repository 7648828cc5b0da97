const quarter = 900_000 // ms; since 1972 clocks are changed at a quarter of an hour, everywhere
const most = 100_000 // offsets kept of a zone: three years by the quarter

type Zone = { format: Intl.DateTimeFormat; offsets: Map<number, number> }

// Kept: to make a format takes as long as some hundred offsets, and reading one a hundred times as long as looking it up.
const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
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
    zone = { format, offsets: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

/**
 * By how much (ms) the clocks of a time zone (IANA name) are ahead of UTC at an instant (ms since 1970); that of the
 * quarter of an hour's beginning. Throws a RangeError where there is no such zone.
 */
export function offsetAt(instant: number, timeZone: string): number {
  const { format, offsets } = zoneOf(timeZone)
  const at = Math.floor(instant / quarter)
  let offset = offsets.get(at)
  if (offset === undefined) {
    offset = wallAt(format, at * quarter) - at * quarter
    if (offsets.size >= most) offsets.clear()
    offsets.set(at, offset)
  }
  return offset
}

/** What the clock on the wall shows, as if it were UTC (ms). */
function wallAt(format: Intl.DateTimeFormat, instant: number): number {
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second'])
}

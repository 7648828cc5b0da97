import type { JourneyMap } from './map.ts'
import type { Lateness } from './words.ts'

/**
 * Whether a stay of `days` is too long against the usual one: from `watchAt` times the usual days on it is to be watched,
 * from `stalledAt` times on it counts as stalled. Without a usual stay nobody is late.
 */
export function latenessOf(
  map: Pick<JourneyMap, 'watchAt' | 'stalledAt'>,
  days: number,
  usualDays: number | null,
): Lateness {
  if (usualDays === null) return 'on_time'
  if (days >= usualDays * map.stalledAt) return 'stalled'
  return days >= usualDays * map.watchAt ? 'watch' : 'on_time'
}

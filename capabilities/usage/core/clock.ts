/** A client's clock may be ahead by this much (ms) without being told: clocks are never quite alike. */
export const toleratedAhead = 60_000

const earliest = Date.UTC(2000, 0, 1)

export type Moment = { at: number; clockAhead: number }

/**
 * When an event happened by our clock. Segment's rule: what the client's clock showed at sending (`sentAt`) tells how far
 * it is off, and the event's own time is corrected by as much; without `sentAt` the time stands as stated. A moment that
 * then still lies in the future becomes the moment of arrival, and by how much it was ahead (seconds) is kept. All in
 * milliseconds since 1970 UTC; null: before 2000, which no event can be.
 */
export function momentOf(stated: number | null, sentAt: number | null, receivedAt: number): Moment | null {
  const corrected = stated === null ? receivedAt : sentAt === null ? stated : receivedAt - (sentAt - stated)
  if (corrected < earliest) return null
  const ahead = corrected - receivedAt
  if (ahead <= 0) return { at: corrected, clockAhead: 0 }
  return { at: receivedAt, clockAhead: ahead > toleratedAhead ? Math.min(Math.round(ahead / 1000), 0xffffffff) : 0 }
}

/** An instant as clients write it: ISO 8601 (a missing zone is UTC), or milliseconds or seconds since 1970. */
export function parseInstant(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? (Math.abs(value) < 1e11 ? value * 1000 : value) : null
  if (typeof value !== 'string' || value.length > 40) return null
  if (/^\d{9,13}$/.test(value)) return parseInstant(Number(value))
  const zoned = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value
  if (!/^\d{4}-\d\d-\d\d/.test(zoned)) return null
  const time = Date.parse(zoned)
  return Number.isNaN(time) ? null : time
}

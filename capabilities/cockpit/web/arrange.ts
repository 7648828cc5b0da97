/**
 * Things in the order in which a person sees them, and those that have come up since and wait to be shown. `places` are
 * all that were ever shown, so that what comes back (undone) takes its place again.
 */
export type Arranged = {
  shown: readonly string[]
  fresh: readonly string[]
  places: readonly string[]
  known: ReadonlySet<string>
}

type Listed = { items: readonly { id: string }[]; parked: readonly { id: string }[] }

/**
 * Keeps a list still while it is read: what is shown stays where it is for as long as it is there at all; a place that
 * becomes free is filled from what was parked; what is new waits until it is asked for.
 */
export function arrange(before: Arranged | null, { items, parked }: Listed): Arranged {
  const wanted = items.map((one) => one.id)
  const all = [...wanted, ...parked.map((one) => one.id)]
  if (!before) return { shown: wanted, fresh: [], places: wanted, known: new Set(all) }
  const there = new Set(all)
  const kept = before.places.filter((id) => there.has(id))
  const fresh = wanted.filter((id) => !before.known.has(id))
  const waiting = wanted.filter((id) => before.known.has(id) && !before.places.includes(id))
  const filling = waiting.slice(0, Math.max(0, wanted.length - fresh.length - kept.length))
  const known = new Set([...before.known, ...all.filter((id) => !fresh.includes(id))])
  return { shown: [...kept, ...filling], fresh, places: [...before.places, ...filling], known }
}

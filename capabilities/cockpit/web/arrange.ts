/** Things in the order in which a person sees them, and those that have come up since and wait to be shown. */
export type Arranged = { shown: readonly string[]; fresh: readonly string[]; known: ReadonlySet<string> }

type Listed = { items: readonly { id: string }[]; parked: readonly { id: string }[] }

/**
 * Keeps a list still while it is read: what is shown stays where it is for as long as it is there at all; a place that
 * becomes free is filled from what was parked; what is new waits until it is asked for.
 */
export function arrange(before: Arranged | null, { items, parked }: Listed): Arranged {
  const all = [...items, ...parked].map((one) => one.id)
  if (!before) return { shown: items.map((one) => one.id), fresh: [], known: new Set(all) }
  const there = new Set(all)
  const shown = before.shown.filter((id) => there.has(id))
  const fresh = items.map((one) => one.id).filter((id) => !before.known.has(id))
  const waiting = items.map((one) => one.id).filter((id) => before.known.has(id) && !shown.includes(id))
  const filled = [...shown, ...waiting.slice(0, Math.max(0, items.length - fresh.length - shown.length))]
  return { shown: filled, fresh, known: new Set(all.filter((id) => !fresh.includes(id))) }
}

/** Customers that a value is compared with at least; of fewer of the same touch model it is compared with all. */
export const peersAtLeast = 5

/**
 * Where a value stands among values, 0 to 100: per cent of them below it, those equal to it (itself among them) by half.
 * In the middle of equal ones it is 50, alone at the top nearly 100.
 */
export function percentile(below: number, equal: number, count: number): number | null {
  return count === 0 ? null : Math.round(((below + equal / 2) / count) * 100)
}

/** The place of a value among values, the greatest being the first, and how many others are the same. */
export function placeOf(below: number, equal: number, count: number): { rank: number; same: number } {
  return { rank: count - below - equal + 1, same: Math.max(0, equal - 1) }
}

/** One customer's value and the group it is compared within; null: it has none. */
export type Placed = { readonly group: string | null; readonly value: number }

/** The percentile of each value among those of its group, or among all where the group is too small. */
export function percentiles(all: readonly Placed[]): number[] {
  const everyone = sorted(all)
  const groups = new Map([...Map.groupBy(all, (one) => one.group)].map(([group, some]) => [group, sorted(some)]))
  return all.map(({ group, value }) => {
    const own = group === null ? [] : groups.get(group)!
    const peers = own.length >= peersAtLeast ? own : everyone
    const below = firstAt(peers, (one) => one >= value)
    return percentile(below, firstAt(peers, (one) => one > value) - below, peers.length)!
  })
}

const sorted = (some: readonly Placed[]) => some.map((one) => one.value).toSorted((a, b) => a - b)

/** The first place in ascending values at which something holds, and goes on to hold. */
function firstAt(values: readonly number[], holds: (value: number) => boolean): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(values[middle]!)) to = middle
    else from = middle + 1
  }
  return from
}

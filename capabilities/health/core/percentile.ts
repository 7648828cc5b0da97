/** How many pieces a distribution is cut into: at the 0th, 1st, … 100th percentile. */
export const pieces = 100

/**
 * The values at the 0th to the 100th percentile: the smallest, the largest, and between them linear between the two
 * nearest in order, at (n − 1)·p (Hyndman & Fan 1996, definition 7; PostgreSQL's `percentile_cont`). Empty of nothing.
 */
export function cutsOf(values: readonly number[]): number[] {
  if (values.length === 0) return []
  const inOrder = Float64Array.from(values).sort()
  return Array.from({ length: pieces + 1 }, (_, piece) => {
    const place = (piece / pieces) * (inOrder.length - 1)
    const at = Math.floor(place)
    const [low, high] = [inOrder[at]!, inOrder[Math.ceil(place)]!]
    return low + (place - at) * (high - low)
  })
}

/**
 * Where a value stands among those that were cut, 0 to 100 in tenths: the inverse of the cuts. A value that many share
 * stands in the middle of them (as the mean of "below" and "at or below": percentile rank), so that nobody is put above
 * or below those who are alike.
 */
export function percentileOf(cuts: readonly number[], value: number): number {
  const last = cuts.length - 1
  if (last < 0) return 50
  if (value < cuts[0]!) return 0
  if (value > cuts[last]!) return 100
  return Math.round((from(cuts, value) + to(cuts, value)) * 5) / 10
}

/** The value at a percentile. */
export function valueAt(cuts: readonly number[], percentile: number): number | null {
  const at = Math.floor(percentile)
  const [low, high] = [cuts[at], cuts[Math.ceil(percentile)]]
  return low === undefined || high === undefined ? null : low + (percentile - at) * (high - low)
}

/** The lowest percentile at which the cuts have reached the value. */
function from(cuts: readonly number[], value: number): number {
  const at = bound(cuts, (cut) => cut >= value)
  return cuts[at] === value ? at : between(cuts, at - 1, value)
}

/** The highest percentile at which they are not beyond it. */
function to(cuts: readonly number[], value: number): number {
  const at = bound(cuts, (cut) => cut > value) - 1
  return cuts[at] === value ? at : between(cuts, at, value)
}

function between(cuts: readonly number[], at: number, value: number): number {
  const [low, high] = [cuts[at]!, cuts[at + 1]!]
  return at + (value - low) / (high - low)
}

/** The first place from which on it is so. */
function bound(cuts: readonly number[], isSo: (cut: number) => boolean): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(cuts[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

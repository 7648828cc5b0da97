/** How many values lie from `from` up to (without) `to`. */
export type Bin = { from: number; to: number; accounts: number }

const wanted = 12

/** Values in about a dozen bins of a round width; the last one ends above the greatest. */
export function distribution(values: readonly number[]): Bin[] {
  if (values.length === 0) return []
  const [low, high] = [Math.min(0, smallest(values)), greatest(values)]
  const width = roundWidth((high - low) / wanted)
  const first = Math.floor(low / width)
  const bins = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, i): Bin => {
    return { from: neat((first + i) * width), to: neat((first + i + 1) * width), accounts: 0 }
  })
  for (const value of values) bins[Math.min(bins.length - 1, Math.floor(value / width) - first)]!.accounts++
  return bins
}

function roundWidth(rough: number): number {
  if (rough <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((nice) => nice * power >= rough) ?? 10) * power
}

const neat = (value: number) => Math.round(value * 1e9) / 1e9
const smallest = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity)
const greatest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), -Infinity)

/** The value in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

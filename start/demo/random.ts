/** A source of numbers that is the same at every run for the same seed (mulberry32, Tommy Ettinger, public domain). */
export type Random = {
  /** A number from 0 up to, not including, 1. */
  next: () => number
  /** A whole number from `low` to `high`, both possible. */
  whole: (low: number, high: number) => number
  /** Whether something of probability `p` happens. */
  chance: (p: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** A pick by weight: `[[value, weight], …]`. */
  weighed: <T>(from: readonly (readonly [T, number])[]) => T
  /** A number around `mean`, roughly normal, within three deviations. */
  around: (mean: number, deviation: number) => number
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    chance: (p) => next() < p,
    pick: (from) => from[whole(0, from.length - 1)]!,
    weighed: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) {
        left -= weight
        if (left < 0) return value
      }
      return from.at(-1)![0]
    },
    around: (mean, deviation) => mean + (next() + next() + next() + next() - 2) * 1.73 * deviation,
  }
}

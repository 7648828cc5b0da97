import type { Judged } from './judged.ts'

/** One part of ten of the judgements, those of the highest risk first. */
export type Decile = {
  readonly judged: number
  readonly lost: number
  /** How much more often losses followed here than anywhere. */
  readonly lift: number
  /** The share of all losses that followed here or in the parts before. */
  readonly captured: number
}

/** Lift and capture by tenths. Where equal risks lie across a border, their losses are shared out evenly. */
export function deciles(judged: readonly Judged[]): Decile[] {
  const sorted = judged.toSorted((a, b) => b.risk - a.risk)
  const likely = evenly(sorted)
  const all = likely.reduce((sum, share) => sum + share, 0)
  const parts: Decile[] = []
  let captured = 0
  for (let part = 0; part < 10; part++) {
    const own = likely.subarray(Math.round((part * sorted.length) / 10), Math.round(((part + 1) * sorted.length) / 10))
    const lost = own.reduce((sum, share) => sum + share, 0)
    captured += lost
    parts.push({
      judged: own.length,
      lost,
      lift: lost / own.length / (all / sorted.length),
      captured: captured / all,
    })
  }
  return parts
}

/** For each judgement the share of losses among those of the same risk. */
function evenly(sorted: readonly Judged[]): Float64Array {
  const shares = new Float64Array(sorted.length)
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    let lost = 0
    for (to = from; to < sorted.length && sorted[to]!.risk === sorted[from]!.risk; to++) if (sorted[to]!.lost) lost++
    shares.fill(lost / (to - from), from, to)
  }
  return shares
}

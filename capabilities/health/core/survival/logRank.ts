import type { Tenure } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { solve } from './cholesky.ts'
import { chiSquareBeyond } from './chiSquare.ts'

/** Whether some groups are lost alike. */
export type LogRank = {
  /** By group: how many were lost, and how many would have been if all were lost alike. */
  readonly observed: readonly number[]
  readonly expected: readonly number[]
  readonly chiSquare: number
  readonly freedom: number
  /** How often chance alone makes such a difference. */
  readonly p: number
}

/** The log-rank test of two groups or more (Mantel 1966; Peto & Peto 1972). */
export function logRank(groups: readonly (readonly Tenure[])[]): LogRank {
  const last = groups.length - 1
  const seen = groups.flatMap((tenures, group) => tenures.map((tenure) => ({ ...tenure, group })))
  seen.sort((a, b) => a.time - b.time)
  const atRisk = groups.map(({ length }) => length)
  const observed = groups.map(() => 0)
  const expected = groups.map(() => 0)
  const variance = Array.from({ length: last }, () => new Float64Array(last))
  for (let from = 0, to = 0; from < seen.length; from = to) {
    const gone = groups.map(() => 0)
    let lost = 0
    for (to = from; to < seen.length && seen[to]!.time === seen[from]!.time; to++) {
      const one = seen[to]!
      gone[one.group]!++
      if (one.lost) {
        observed[one.group]!++
        lost++
      }
    }
    const all = seen.length - from
    if (lost > 0) {
      const share = atRisk.map((n) => n / all)
      share.forEach((s, group) => (expected[group]! += lost * s))
      const weight = all > 1 ? (lost * (all - lost)) / (all - 1) : 0
      for (let i = 0; i < last; i++)
        for (let j = 0; j < last; j++) variance[i]![j]! += weight * share[i]! * ((i === j ? 1 : 0) - share[j]!)
    }
    gone.forEach((n, group) => (atRisk[group]! -= n))
  }
  const off = Float64Array.from(variance, (_, group) => observed[group]! - expected[group]!)
  const chiSquare = solve(variance, off).reduce((sum, x, group) => sum + x * off[group]!, 0)
  return { observed, expected, chiSquare, freedom: last, p: chiSquareBeyond(chiSquare, last) }
}

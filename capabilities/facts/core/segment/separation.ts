/** A group of accounts and the sums over a measure of those among them whose value is known. */
export type GroupSums = { n: number; sum: number; squares: number }

/**
 * How much of the differences in a measure the groups account for: η² = SS between ÷ SS total, the correlation ratio
 * (Fisher, Statistical Methods for Research Workers, 1925, §45), 0 to 1. Corrected for the number of groups as
 * ω² = (SSb − (k − 1)·MSw) ÷ (SSt + MSw) (Hays, Statistics, 1963), never below 0: with many small groups η² alone finds
 * differences in nothing. null: fewer than two groups with values, or no differences at all.
 */
export function varianceExplained(groups: readonly GroupSums[]): { eta2: number; omega2: number } | null {
  const known = groups.filter((group) => group.n > 0)
  const n = known.reduce((all, group) => all + group.n, 0)
  const k = known.length
  if (k < 2 || n <= k) return null
  const mean = known.reduce((all, group) => all + group.sum, 0) / n
  const total = known.reduce((all, group) => all + group.squares, 0) - n * mean * mean
  if (total <= 1e-9 * Math.max(1, n * mean * mean)) return null
  const between = known.reduce((all, group) => all + group.n * (group.sum / group.n - mean) ** 2, 0)
  const within = Math.max(0, total - between) / (n - k)
  const omega2 = (between - (k - 1) * within) / (total + within)
  return { eta2: clamp(between / total), omega2: clamp(omega2) }
}

/**
 * How strongly groups and a yes/no outcome go together: Cramér's V = √(φ² ÷ min(r − 1, c − 1)), φ² = χ² ÷ n, 0 to 1
 * (Cramér, Mathematical Methods of Statistics, 1946, §21.9), with the bias correction of Bergsma (J. Korean Stat. Soc. 42,
 * 2013): φ̃² = max(0, φ² − (r − 1)(c − 1) ÷ (n − 1)), r̃ = r − (r − 1)² ÷ (n − 1), c̃ likewise. null: fewer than two
 * groups, or everybody has the same outcome.
 */
export function cramersV(groups: readonly { n: number; yes: number }[]): number | null {
  const known = groups.filter((group) => group.n > 0)
  const n = known.reduce((all, group) => all + group.n, 0)
  const yes = known.reduce((all, group) => all + group.yes, 0)
  const r = known.length
  if (r < 2 || n < 2 || yes === 0 || yes === n) return null
  const share = yes / n
  const chi2 = known.reduce((all, group) => {
    const expected = group.n * share
    const expectedNot = group.n - expected
    return all + (group.yes - expected) ** 2 / expected + (group.n - group.yes - expectedNot) ** 2 / expectedNot
  }, 0)
  const phi2 = Math.max(0, chi2 / n - (r - 1) / (n - 1))
  const rows = r - (r - 1) ** 2 / (n - 1)
  const columns = 2 - 1 / (n - 1)
  const least = Math.min(rows - 1, columns - 1)
  return least <= 0 ? null : clamp(Math.sqrt(phi2 / least))
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value))
}

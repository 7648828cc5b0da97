import type { HealthScore, Read, ReadDimension } from './score.ts'

/** A measure's part in the score: `share` percent of it, `contribution` points of it, both whole tenths. */
export type Part = { read: Read; share: number; contribution: number; lost: number }

export type PartDimension = { of: ReadDimension; share: number; contribution: number; parts: Part[] }

/**
 * How a score is made up. Points × share ÷ 100 is what a measure contributes; shares and contributions are cut to a
 * tenth, up or down (largest remainder), so that the column adds up: shares to 100, contributions to the score's `sum`.
 */
export function contributionsOf(score: HealthScore): PartDimension[] {
  const shares = exactShares(score.dimensions)
  const flat = score.dimensions.flatMap((dimension) => dimension.reads)
  const exact = flat.map((read, at) => ((read.points ?? 0) * shares[at]!) / 100)
  const total = exact.reduce((sum, one) => sum + one, 0)
  const shareTenths = inTenths(shares, shares.some((share) => share > 0) ? 1000 : 0)
  const tenths = inTenths(exact, score.sum === null ? Math.floor(total * 10 + 0.5 + 1e-7) : Math.round(score.sum * 10))
  let at = 0
  return score.dimensions.map((dimension) => {
    const parts = dimension.reads.map((read): Part => {
      const [share, contribution] = [shareTenths[at]!, tenths[at]!]
      at++
      return { read, share: share / 10, contribution: contribution / 10, lost: Math.max(0, share - contribution) / 10 }
    })
    return { of: dimension, share: totalOf(parts, 'share'), contribution: totalOf(parts, 'contribution'), parts }
  })
}

/** A sum of tenths that stays exact. */
export function totalOf(parts: readonly Part[], what: 'share' | 'contribution'): number {
  return parts.reduce((sum, part) => sum + Math.round(part[what] * 10), 0) / 10
}

/** Percent of the whole score that each measure decides, those left out at 0 and the others re-weighed. */
function exactShares(dimensions: readonly ReadDimension[]): number[] {
  const taking = dimensions.map(({ reads }) => weightOf(reads))
  const whole = dimensions.reduce((sum, { dimension }, at) => sum + (taking[at]! > 0 ? dimension.weight : 0), 0)
  return dimensions.flatMap(({ dimension, reads }, at) =>
    reads.map(({ points, measure }) =>
      points === null ? 0 : (100 * dimension.weight * measure.weight) / (whole * taking[at]!),
    ),
  )
}

function weightOf(reads: readonly Read[]): number {
  return reads.reduce((sum, { points, measure }) => sum + (points === null ? 0 : measure.weight), 0)
}

/** Amounts as whole tenths that add up to `total` tenths: cut down, then the largest remainders get one more (Hamilton). */
function inTenths(amounts: readonly number[], total: number): number[] {
  const tenths = amounts.map((amount) => Math.floor(amount * 10 + 1e-7))
  const rest = amounts.map((amount, at) => ({ at, remainder: amount * 10 - tenths[at]! }))
  rest.sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  const left = total - tenths.reduce((sum, one) => sum + one, 0)
  for (const { at } of rest.slice(0, Math.max(0, left))) tenths[at]!++
  return tenths
}

import type { HealthScore, Read, ReadDimension } from './score.ts'

/** A measure's part in the score: `share` percent of it, `contribution` points of it, both whole tenths. */
export type Part = { read: Read; share: number; contribution: number; lost: number }

export type PartDimension = { of: ReadDimension; share: number; contribution: number; parts: Part[] }

/**
 * How a score is made up. Points × share ÷ 100 is what a measure contributes; shares and contributions are cut to a
 * tenth, up or down (largest remainder), first of dimensions, then of their measures, so that every column adds up:
 * shares to 100, contributions to the score's `sum`.
 */
export function contributionsOf(score: HealthScore): PartDimension[] {
  const exact = exactParts(score.dimensions)
  const shares = exact.map((parts) => total(parts.map((part) => part.share)))
  const contributions = exact.map((parts) => total(parts.map((part) => part.contribution)))
  const mean = total(contributions)
  const shareTenths = inTenths(shares, total(shares) > 0 ? 1000 : 0)
  const tenths = inTenths(contributions, Math.floor((score.sum ?? mean) * 10 + 0.5 + 1e-7))
  return score.dimensions.map((dimension, at) => {
    const parts = exact[at]!
    const sharesOf = inTenths(
      parts.map((part) => part.share),
      shareTenths[at]!,
    )
    const given = inTenths(
      parts.map((part) => part.contribution),
      tenths[at]!,
    )
    return {
      of: dimension,
      share: shareTenths[at]! / 10,
      contribution: tenths[at]! / 10,
      parts: dimension.reads.map((read, place): Part => {
        const [share, contribution] = [sharesOf[place]!, given[place]!]
        return {
          read,
          share: share / 10,
          contribution: contribution / 10,
          lost: Math.max(0, share - contribution) / 10,
        }
      }),
    }
  })
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

/** A sum of tenths that stays exact. */
export function totalOf(parts: readonly Part[], what: 'share' | 'contribution'): number {
  return parts.reduce((sum, part) => sum + Math.round(part[what] * 10), 0) / 10
}

/** Percent of the whole score that each measure decides, and points it gives; those left out at 0, the others re-weighed. */
function exactParts(dimensions: readonly ReadDimension[]): { share: number; contribution: number }[][] {
  const taking = dimensions.map(({ reads }) => weightOf(reads))
  const whole = total(dimensions.map(({ dimension }, at) => (taking[at]! > 0 ? dimension.weight : 0)))
  return dimensions.map(({ dimension, reads }, at) =>
    reads.map(({ points, measure }) => {
      if (points === null) return { share: 0, contribution: 0 }
      const share = (100 * dimension.weight * measure.weight) / (whole * taking[at]!)
      return { share, contribution: (points * share) / 100 }
    }),
  )
}

function weightOf(reads: readonly Read[]): number {
  return reads.reduce((sum, { points, measure }) => sum + (points === null ? 0 : measure.weight), 0)
}

/** Amounts as whole tenths that add up to `sum` tenths: cut down, then the largest remainders get one more (Hamilton). */
function inTenths(amounts: readonly number[], sum: number): number[] {
  const tenths = amounts.map((amount) => Math.floor(amount * 10 + 1e-7))
  const rest = amounts.map((amount, at) => ({ at, remainder: amount * 10 - tenths[at]! }))
  rest.sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  const left = sum - total(tenths)
  for (const { at } of rest.slice(0, Math.max(0, left))) tenths[at]!++
  return tenths
}

import type { PartDimension } from './contributions.ts'
import type { Read } from './score.ts'

/** A measure that moved a score between two moments, by `difference` points of it (tenths, with sign). */
export type Moved = { dimension: string; before: Read; after: Read; difference: number }

/**
 * Which measures moved a score, largest first. Both moments are read with the same card; the differences add up to the
 * difference of the sums, a measure that came in or dropped out included.
 */
export function movedBetween(then: readonly PartDimension[], now: readonly PartDimension[]): Moved[] {
  const moved: Moved[] = []
  for (const dimension of now) {
    const earlier = then.find((one) => one.of.dimension.key === dimension.of.dimension.key)
    for (const part of dimension.parts) {
      const before = earlier?.parts.find((one) => one.read.measure.key === part.read.measure.key)
      if (!before) continue
      const difference = (Math.round(part.contribution * 10) - Math.round(before.contribution * 10)) / 10
      if (difference !== 0)
        moved.push({ dimension: dimension.of.dimension.key, before: before.read, after: part.read, difference })
    }
  }
  return moved.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
}

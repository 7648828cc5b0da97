import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { bestValue } from './curve.ts'
import type { PartDimension } from './contributions.ts'
import type { Measure } from './scorecard.ts'

/** What a score would gain (points, tenths) if a measure came to the value that earns most. */
export type Lift = { dimension: string; measure: Measure; target: FactValue; gain: number }

/** What would lift a score most, largest first, at most `count`; what is missing cannot be lifted, only found out. */
export function liftsOf(dimensions: readonly PartDimension[], count: number): Lift[] {
  const lifts = dimensions.flatMap((dimension) =>
    dimension.parts
      .filter((part) => part.lost > 0 && part.read.state === 'present')
      .map((part) => ({
        dimension: dimension.of.dimension.key,
        measure: part.read.measure,
        target: bestValue(part.read.measure.curve, part.read.value, part.read.peers),
        gain: part.lost,
      })),
  )
  return lifts.sort((a, b) => b.gain - a.gain).slice(0, count)
}

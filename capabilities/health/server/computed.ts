import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Grade } from '../core/words.ts'

type Read = (key: string) => FactValue

// Before scores could be overridden, the computed one was the only one.
const isApart = (read: Read) => read('health.computed_grade') !== null

/** The grade that was computed, whatever the score counted as. */
export function computedGrade(read: Read): Grade | null {
  return read(isApart(read) ? 'health.computed_grade' : 'health.grade') as Grade | null
}

/** The score that was computed, whatever it counted as. */
export function computedScore(read: Read): number | null {
  return read(isApart(read) ? 'health.computed_score' : 'health.score') as number | null
}

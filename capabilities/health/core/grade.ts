import type { Bands } from './scorecard.ts'
import type { Grade } from './words.ts'

/**
 * The grade of a score. A score that is not known has none, never a good one. Borders that a change from `before` would
 * cross lie `hysteresis` points further away, so that a score at a border does not flicker.
 */
export function gradeOf(bands: Bands, score: number | null, before: Grade | null): Grade {
  if (score === null) return 'unknown'
  const known = before !== null && before !== 'unknown'
  const slack = known ? bands.hysteresis : 0
  const watchFrom = before === 'risk' ? bands.watchFrom + slack : bands.watchFrom - slack
  const healthyFrom = before === 'healthy' ? bands.healthyFrom - slack : bands.healthyFrom + slack
  if (score >= healthyFrom) return 'healthy'
  return score >= watchFrom ? 'watch' : 'risk'
}

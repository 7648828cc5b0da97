import type { Label } from '#capabilities/facts/core/fact.ts'

/** What a score says in a word. Unknown is unknown, never healthy. */
export const grades = ['healthy', 'watch', 'risk', 'unknown'] as const
export type Grade = (typeof grades)[number]

export const gradeLabels: Record<Grade, Label> = {
  healthy: { ja: '良好', en: 'Healthy' },
  watch: { ja: '注意', en: 'Watch' },
  risk: { ja: '危険', en: 'Risk' },
  unknown: { ja: '不明', en: 'Unknown' },
}

/** DEAR: deployment, engagement, adoption, return on investment. */
export const dimensionKeys = ['deployment', 'engagement', 'adoption', 'roi'] as const
export type DimensionKey = (typeof dimensionKeys)[number]

/**
 * How a measure came to its points: its value is there; it is missing and the last known one is held; it is missing and
 * a stated number of points is counted instead; it is missing (or too old) and left out.
 */
export const measureStates = ['present', 'held', 'assumed', 'missing', 'stale'] as const
export type MeasureState = (typeof measureStates)[number]

import { addDays, type Day } from '#kernel/day.ts'
import { gradeOf } from './grade.ts'
import type { Bands } from './scorecard.ts'
import type { Grade } from './words.ts'

/** What somebody says a score is to count as, to the end of a day. */
export type Override = { score: number; until: Day }

/** The longest that a score may be overridden, days from today on. */
export const longestOverride = 180

/** How an override stands: it counts, its last day is over, or somebody ended it (or put another in its place) before. */
export const overrideStates = ['holds', 'expired', 'ended'] as const
export type OverrideState = (typeof overrideStates)[number]

/** How an override stands on a day. */
export function overrideState(one: { until: Day; endedByPerson: boolean }, today: Day): OverrideState {
  if (one.endedByPerson) return 'ended'
  return one.until < today ? 'expired' : 'holds'
}

/** What is wrong with an override that somebody wishes for; none: it can be kept. */
export function overrideIssues(
  { until }: { until: Day },
  today: Day,
): { field: string; rule: string; value: string }[] {
  const isInRange = until >= today && until <= addDays(today, longestOverride)
  return isInRange ? [] : [{ field: 'until', rule: 'override_until', value: until }]
}

export type Standing = { score: number | null; grade: Grade }

/** What an account counts as: its computed score, or the one that stands in its place, graded by the card's bands alone. */
export function countedAs(bands: Bands, computed: Standing, override: Pick<Override, 'score'> | null): Standing {
  if (!override) return { score: computed.score, grade: computed.grade }
  return { score: override.score, grade: gradeOf(bands, override.score, null) }
}

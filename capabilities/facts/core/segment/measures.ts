/**
 * What members of a segment are compared with the rest by, where nobody names other facts: those the workspace has. The
 * facts stand on the lowest floor and know no capability above; these are keys, and one that is not there is left out.
 */
export const usualMeasures: readonly string[] = [
  'health.score',
  'contract.arr',
  'contract.seats',
  'metric.weekly_active_users',
  'metric.weekly_active_users.change',
  'metric.licence_use',
  'touch.days_since',
  'inquiry.open_count',
  'survey.nps.latest',
  'account.employees',
]

/** Facts with choices whose shares are compared. */
export const usualShares: readonly string[] = ['health.grade', 'contract.state', 'phase.key']

/** What an axis is judged by: a number, and a value of a choice. */
export const judgedBy = {
  measure: 'health.score',
  outcome: { fact: 'contract.state', value: 'ended', among: ['active', 'ended'] },
} as const

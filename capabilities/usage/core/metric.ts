/** What is counted over a window of days. */
export type Measure =
  | 'users' // different people
  | 'user_days' // days on which somebody was active, summed over people
  | 'uses' // how often something was done
  | 'features' // different things done
  | 'days' // different days with use
  | 'weeks' // different weeks with use, counted back from the last day
  | 'first_feature_day' // the first day on which something was done
  | 'last_day' // the last day with use

/** The `days` days that end `back` days before the day asked for (0: with it); all days where `days` is null. */
export type Window = { readonly days: number | null; readonly back: number }

/** A count over a window: one column of a usage plan. */
export type Count = { readonly measure: Measure; readonly window: Window }

/** A metric as data: one count, or counts put together; what the standard set and later a company's own are made of. */
export type Metric = {
  /** The last part of its fact's key: `metric.weekly_active_users`. */
  readonly key: string
  readonly value: Count | { readonly ratio: readonly [Count, Count]; readonly times: number }
  /** Whether the window before it is counted, too, and the change from it. */
  readonly compared: boolean
}

const over = (measure: Measure, days: number | null, back = 0): Count => ({ measure, window: { days, back } })

const monthly = over('users', 28)

/**
 * The ready-made metrics. A week is the last 7 days, a month the last 28: as many of each day of the week in every
 * window, so that a change is a change. Stickiness is the mean number of people active on a day, in per cent of those
 * active in the month.
 */
export const standardMetrics = [
  { key: 'daily_active_users', value: over('users', 1), compared: false },
  { key: 'weekly_active_users', value: over('users', 7), compared: true },
  { key: 'monthly_active_users', value: monthly, compared: true },
  { key: 'stickiness', value: { ratio: [over('user_days', 28), monthly], times: 100 / 28 }, compared: false },
  { key: 'features_used_28d', value: over('features', 28), compared: false },
  { key: 'events_7d', value: over('uses', 7), compared: true },
  { key: 'events_28d', value: over('uses', 28), compared: false },
  { key: 'active_days_28d', value: over('days', 28), compared: false },
  { key: 'habit_weeks_12', value: over('weeks', 84), compared: false },
  { key: 'first_value_on', value: over('first_feature_day', null), compared: false },
  { key: 'last_seen_on', value: over('last_day', null), compared: false },
] as const satisfies readonly Metric[]

/** The window just before, of the same length. */
export function windowBefore({ days, back }: Window): Window {
  return { days, back: back + (days ?? 0) }
}

/** By how much something changed, in per cent of what it was before: −30 for a fall by 30 %. Null where it was nothing. */
export function changeInPercent(before: number, after: number): number | null {
  return before === 0 ? null : rounded(((after - before) / before) * 100)
}

/** To one place, as percentages are shown: finer changes are nobody's news. */
export function rounded(percent: number): number {
  return Math.round(percent * 10) / 10
}

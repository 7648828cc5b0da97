import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

/** What kept forecasts were worth, in English. */
export const en: CopyOf<typeof ja> = {
  title: 'How forecasts came out',
  lead: 'The forecast as it was kept {{days}} days before the renewal date, against what happened. Only renewals that are closed count.',
  horizon: 'Compared as of',
  days: '{{days}} days before',
  empty:
    'No renewal whose forecast was kept {{days}} days before its date has been closed yet. Forecasts are kept at the beginning of each week.',
  emptySince: 'Contracts that renew on or after {{day}} will be compared.',
  who: 'Who said it',
  all: 'Everybody',
  nobody: 'No owner',
  model: 'The model alone (nobody judged)',
  columns: {
    count: 'Renewals',
    right: 'Told right',
    forecast: 'Forecast (weighted)',
    actual: 'Outcome',
    error: 'Amount off by',
    brier: 'Brier score',
  },
  calibration: 'What was said, and how often it came true',
  calibrationOf: 'Whose forecasts',
  said: 'Said',
  came: 'Renewed',
  interval: '95% interval',
  range: '{{from}}–{{until}}%',
  inside: 'as said',
  over: 'too hopeful (fewer than said)',
  under: 'too careful (more than said)',
  few: 'too few to tell',
  verdict: 'Reading',
  how: 'Told right: 50% or more was said and it renewed, or less was said and it was lost. The Brier score is the mean squared difference between what was said and what happened: the nearer to 0 the better, and always saying 50% gives 0.25. Intervals are Wilson’s. A renewal that changed hands counts for its last owner.',
}

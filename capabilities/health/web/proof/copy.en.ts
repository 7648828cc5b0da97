import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

export const en: CopyOf<typeof ja> = {
  parts: {
    title: 'Taken apart',
    by: 'Taken apart by',
    byMeasure: 'By measure',
    byTenure: 'By length of contract',
    byKind: 'By {{name}}',
    measures: 'How well the points of each measure alone tell who left. Those that tell least come first.',
    kinds: 'How well the score tells who left among customers of one kind. Those it tells least of come first.',
    asOfToday: 'Where a past month does not say which kind a customer was, what is known today stands in.',
    none: 'There are no scores to look at yet.',
    allFew: 'Too few customers have left for any of these to be judged.',
    few_other: 'Too few losses to judge by ({{count}})',
    needed: '{{count}} more losses needed',
    card: '{{measure}} ({{card}})',
    unknown: 'Not known',
    others: 'Others',
    tenure: {
      months0: 'Under 6 months',
      months6: '6 to 12 months',
      months12: '12 to 24 months',
      months24: '24 months and more',
    },
    column: { name: 'Of', auc: 'Pairs put right', accounts: 'Customers', lost: 'Left', verdict: 'In words' },
    auc: '{{share}} ({{low}} to {{high}})',
    verdict: {
      tells: 'Tells who left',
      nothing: 'No better than chance',
      wrong: 'Points the wrong way',
    },
  },
}

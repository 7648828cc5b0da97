import { useTranslation } from 'react-i18next'
import { useSegmentNames } from '../useAsked.ts'

/** How cohorts are told apart. */
export const cohortKinds = ['month', 'segment', 'plan'] as const
export type CohortKind = (typeof cohortKinds)[number]

/** What a cohort is called: its month, segment or plan. */
export function useCohortName(by: CohortKind): (key: string) => string {
  const { t } = useTranslation('revenuePage')
  const names = useSegmentNames()
  if (by === 'month') return (key) => key.replace('-', '/')
  return by === 'segment' ? (key) => names.get(key) ?? key : (key) => key || t('cohorts.noPlan')
}

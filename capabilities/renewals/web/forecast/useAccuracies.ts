import { useTranslation } from 'react-i18next'
import type { Accuracies } from '../apis.ts'

type Row = { key: string; name: string; accuracy: NonNullable<Accuracies['all']> }

/** All, then each person, then what the model said where nobody had. */
export function useAccuracies({ all, people, model }: Accuracies): Row[] {
  const { t } = useTranslation('renewalAccuracy')
  return [
    ...(all ? [{ key: 'all', name: t('all'), accuracy: all }] : []),
    ...people.map(({ person, ...accuracy }) => ({
      key: person?.id ?? 'nobody',
      name: person?.name ?? t('nobody'),
      accuracy,
    })),
    ...(model ? [{ key: 'model', name: t('model'), accuracy: model }] : []),
  ]
}

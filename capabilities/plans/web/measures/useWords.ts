import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Asked, Measures } from './apis.ts'

type Median = Measures['times']['whole']['duration']
type Group = Pick<Measures['times']['groups'][number], 'key' | 'label'>

/** Days, medians and groups in words. */
export function useWords(by: NonNullable<Asked['by']>) {
  const { t } = useTranslation('planMeasures')
  const format = useFormat()
  return {
    days: (days: number | null) => (days === null ? '—' : t('days', { count: Math.round(days) })),
    /** The interval a median lies in, or why there is none yet. */
    range: ({ days, low, high }: Median) => {
      if (days === null) return t('notYet')
      if (low === null) return ''
      const bounds = { low: format.number(low), high: format.number(high ?? 0) }
      return t(high === null ? 'rangeOpen' : 'range', bounds)
    },
    group: ({ key, label }: Group) => {
      if (by === 'month') return format.month(`${key}-01`)
      if (label) return inLanguage(label, format.language)
      return key === '' ? t(`noGroup.${by}`) : key
    },
  }
}

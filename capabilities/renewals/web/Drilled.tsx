import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { buckets } from '#capabilities/renewals/core/forecast.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { rolesQuery, segmentsQuery } from './apis.ts'
import type { RenewalSearch } from './search.ts'

/** What a figure of the forecast narrowed the list down to, in words. */
export function Drilled({ search: { from, until, stand, segment, touch, role } }: { search: RenewalSearch }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const segments = useQuery({ ...segmentsQuery, enabled: segment !== undefined })
  const roles = useQuery({ ...rolesQuery, enabled: role !== undefined })
  const bucket = buckets.find((one) => one === stand)
  const of = segments.data?.axes.flatMap((axis) => axis.segments).find(({ key }) => key === segment)
  const model = touchModelChoices.find(({ key }) => key === touch)
  const who = roles.data?.roles.find(({ key }) => key === role)
  const named = (label: { ja: string; en: string } | undefined) =>
    label ? inLanguage(label, format.language) : t('forecast.none')
  const words = [
    from && until
      ? t('filters.range', { from: format.dayTable(from), until: format.dayTable(format.addDays(until, -1)) })
      : null,
    bucket ? t(`forecast.columns.${bucket}`) : null,
    segment ? `${t('forecast.groupNames.segment')}: ${named(of?.label)}` : null,
    touch ? `${t('forecast.groupNames.touch_model')}: ${named(model?.label)}` : null,
    role ? `${t('forecast.groupNames.role')}: ${named(who?.label)}` : null,
  ].filter((word) => word !== null)
  return words.map((word) => <Chip key={word}>{word}</Chip>)
}

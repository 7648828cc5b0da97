import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { useSettled } from '../useSettled.ts'
import { segments } from './apis.ts'
import styles from './segments.module.css'

/** What a draft would be on its axis: who would be in it, whom it shares with others, who is left. Nothing for a blank one. */
export function DraftOnAxis({
  axis,
  id,
  condition,
}: {
  axis: { id: string; exclusive: boolean }
  id: string | undefined
  condition: string
}) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const asked = useSettled(condition)
  const { data, error, isFetching } = useQuery(
    segments.preview.queryOptions({
      input: { axisId: axis.id, condition: asked, ...(id ? { id } : {}) },
      enabled: asked.trim() !== '',
      placeholderData: keepPreviousData,
    }),
  )
  if (asked.trim() === '' || condition.trim() === '') return null
  if (error) return <p className="quiet small">{errorText(error)}</p>
  if (!data) return <p className="quiet small">{t('preview.waiting')}</p>
  const shown = format.number
  return (
    <div className={styles.draft} role="status" aria-busy={isFetching} aria-label={t('preview.title')}>
      <strong className="num">{t('preview.members', { shown: shown(data.members) })}</strong>
      {data.matches === data.members ? null : (
        <span className="num">
          {t('preview.taken', { matches: shown(data.matches), taken: shown(data.matches - data.members) })}
        </span>
      )}
      {data.overlaps
        .filter((one) => !one.before)
        .map((one) => (
          <span key={one.key} className="num">
            {t(axis.exclusive ? 'preview.below' : 'preview.shared', {
              name: inLanguage(one.label, format.language),
              shown: shown(one.accounts),
            })}
          </span>
        ))}
      <span className="quiet num">
        {t('preview.leftovers', { now: shown(data.leftoversNow), after: shown(data.leftovers) })}
      </span>
    </div>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { errorText } from '#web/problemText.ts'
import styles from './ConditionEditor.module.css'
import { facts } from './factsApi.ts'
import { useSettled } from './useSettled.ts'

/** How many customers match now and matched 30 and 90 days ago, and some of them. Silent while the text cannot be read. */
export function MatchCount({ condition, stale }: { condition: string; stale: boolean }) {
  const { t, i18n } = useTranslation('facts')
  const format = useFormat()
  const asked = useSettled(condition)
  const { data, error, isFetching } = useQuery(
    facts.conditions.count.queryOptions({ input: { condition: asked, past: true }, placeholderData: keepPreviousData }),
  )
  if (stale) return <p className={styles.count}>{t('count.stale')}</p>
  if (error) return <p className={styles.count}>{errorText(error)}</p>
  if (!data) return <p className={styles.count}>{t('count.counting')}</p>
  const matches = format.number(data.matches)
  const names = data.sample.slice(0, 3).map((one) => one.name)
  return (
    <div className={styles.count} role="status" aria-busy={isFetching} aria-label={t('count.label')}>
      <strong className="num">{t('count.now', { matches, of: format.number(data.of) })}</strong>
      {data.past.map((past) => (
        <span key={past.daysAgo} className="quiet num">
          {past.matches === null
            ? t('count.pastUnknown', { days: past.daysAgo })
            : t('count.past', { days: past.daysAgo, matches: format.number(past.matches) })}
        </span>
      ))}
      {names.length > 0 ? (
        <span className="quiet clip">
          {t('count.sample', { names: names.join(i18n.language === 'en' ? ', ' : '、') })}
        </span>
      ) : null}
    </div>
  )
}

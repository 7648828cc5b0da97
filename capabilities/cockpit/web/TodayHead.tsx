import { useTranslation } from 'react-i18next'
import type { Today, TodayItem } from './apis.ts'
import styles from './cockpit.module.css'
import { useMinutes } from './words.ts'

/** How much there is today, how long it takes, and what is left for later. */
export function TodayHead({ today, shown, parked }: { today: Today; shown: readonly TodayItem[]; parked: number }) {
  const { t } = useTranslation('cockpit')
  const minutes = useMinutes()
  const { counts } = today
  const later = Math.max(parked, counts.open - shown.length)
  const total = shown.reduce((sum, item) => sum + item.effortMinutes, 0)
  return (
    <div className={styles.head} role="status">
      {shown.length > 0 ? <span>{t('today.sum', { count: shown.length, time: minutes(total) })}</span> : null}
      {later > 0 ? <span>{t('today.parked', { count: later })}</span> : null}
      {counts.overdue > 0 ? <span>{t('today.overdue', { count: counts.overdue })}</span> : null}
      {counts.doneToday > 0 ? <span>{t('today.doneToday', { count: counts.doneToday })}</span> : null}
    </div>
  )
}

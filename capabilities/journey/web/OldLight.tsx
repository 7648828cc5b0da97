import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import styles from './journey.module.css'

/** A light success that has grown old: it is time for a deep goal. */
export function OldLight({ days }: { days: number | null }) {
  const { t } = useTranslation('journey')
  const { number } = useFormat()
  if (days === null) return null
  return (
    <p className={styles.oldLight}>
      <span aria-hidden="true">▲</span> <b>{t('light.what', { days: number(days) })}</b> {t('light.do')}
    </p>
  )
}

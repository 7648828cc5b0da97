import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './cockpit.module.css'

/** The list in its true shape while it is on the way. */
export function TodayBones() {
  const { t } = useTranslation()
  return (
    <div className={styles.list} role="status" aria-label={t('loading')}>
      {[72, 58, 66, 50, 61].map((width) => (
        <div key={width} className={styles.item}>
          <div className={styles.line}>
            <Skeleton height={10} width={10} radius={2} />
            <div className={styles.what}>
              <Skeleton height={14} width={`${width}%`} my={5} />
              <Skeleton height={12} width={`${width + 18}%`} my={4} />
            </div>
          </div>
        </div>
      ))}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import styles from './renewals.module.css'

/** From one page of renewals to another. */
export function RenewalTabs() {
  const { t } = useTranslation('renewals')
  const mayStudy = useMay('health.read')
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={t('tabs.label')}>
      <Link to="/renewals" className={styles.tab} activeOptions={{ exact: true, includeSearch: false }}>
        {t('tabs.list')}
      </Link>
      <Link to="/renewals/forecast" className={styles.tab} activeOptions={{ includeSearch: false }}>
        {t('tabs.forecast')}
      </Link>
      <Link to="/renewals/expansion" className={styles.tab} activeOptions={{ includeSearch: false }}>
        {t('tabs.expansion')}
      </Link>
      {mayStudy ? (
        <Link to="/renewals/study" className={styles.tab} activeOptions={{ includeSearch: false }}>
          {t('tabs.study')}
        </Link>
      ) : null}
    </nav>
  )
}

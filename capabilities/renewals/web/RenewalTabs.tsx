import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import styles from './renewals.module.css'

/** From the list to the forecast and back. */
export function RenewalTabs() {
  const { t } = useTranslation('renewals')
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={t('tabs.label')}>
      <Link to="/renewals" className={styles.tab} activeOptions={{ exact: true, includeSearch: false }}>
        {t('tabs.list')}
      </Link>
      <Link to="/renewals/forecast" className={styles.tab} activeOptions={{ includeSearch: false }}>
        {t('tabs.forecast')}
      </Link>
    </nav>
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { tabs } from './board/search.ts'
import styles from './board/board.module.css'

/** From one page of the journey to another; what the customers are narrowed down to stays. */
export function JourneyTabs({ at }: { at?: (typeof tabs)[number] }) {
  const { t } = useTranslation('following')
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={t('tabs.label')}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          to="/journey"
          search={({ map, segment, touch, owner }: Kept) => ({
            ...(tab === 'board' ? {} : { tab }),
            ...(map ? { map } : {}),
            ...(segment ? { segment } : {}),
            ...(touch ? { touch } : {}),
            ...(owner ? { owner } : {}),
          })}
          className={styles.tab}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={tab === at ? 'page' : undefined}
        >
          {t(`tabs.${tab}`)}
        </Link>
      ))}
      <Link to="/journey/maps" className={styles.tab} activeOptions={{ exact: true }}>
        {t('tabs.maps')}
      </Link>
    </nav>
  )
}

type Kept = { map?: string; segment?: string; touch?: string; owner?: string }

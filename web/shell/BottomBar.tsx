import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import type { Place } from './place.ts'
import styles from './Shell.module.css'

/** The menu at the foot of a phone. */
export function BottomBar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation()
  return (
    <nav className={styles.bottom} aria-label={t('nav.phone')}>
      <ul>
        {places.slice(0, 5).map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              className={styles.tab}
              activeOptions={{ exact: place.to === '/', includeSearch: false }}
            >
              <Icon name={place.icon} size={20} />
              <span className="clip">{place.label}</span>
              {place.count ? <span className={styles.badge}>{place.count}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

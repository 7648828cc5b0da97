import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import type { Place } from './place.ts'
import styles from './Shell.module.css'

/** As many as a thumb tells apart; the others are found by searching. */
const mostPlaces = 5

/** The menu at the foot of a phone: the first places, and those at the foot of the rail. */
export function BottomBar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation()
  const foot = places.filter((place) => place.foot)
  const first = places.filter((place) => !place.foot).slice(0, mostPlaces - foot.length)
  return (
    <nav className={styles.bottom} aria-label={t('nav.phone')}>
      <ul>
        {[...first, ...foot].map((place) => (
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

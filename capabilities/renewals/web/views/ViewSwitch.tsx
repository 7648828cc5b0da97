import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '#web/ui/Icon.tsx'
import { type RenewalSearch, views } from '../search.ts'
import styles from './views.module.css'

const icons = { list: 'table', board: 'columns', calendar: 'today' } satisfies Record<(typeof views)[number], IconName>

/** The same renewals as a list, by how they are judged, or by their days; what they are narrowed down to stays. */
export function ViewSwitch() {
  const { t } = useTranslation('renewalViews')
  return (
    <nav className={styles.switch} aria-label={t('views.label')}>
      {views.map((view) => (
        <Link
          key={view}
          to="/renewals"
          search={(now: RenewalSearch) => as(view, now)}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          <Icon name={icons[view]} size={14} /> {t(`views.${view}`)}
        </Link>
      ))}
    </nav>
  )
}

/** The address of the same renewals in another view; a day is chosen in the calendar alone. */
function as(view: (typeof views)[number], { view: _view, day, ...now }: RenewalSearch): RenewalSearch {
  if (view === 'list') return now
  return { ...now, view, ...(view === 'calendar' && day ? { day } : {}) }
}

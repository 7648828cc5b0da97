import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import type { Place } from './place.ts'
import styles from './Shell.module.css'

const key = 'banso.rail'

/** The menu on the left; it can be folded to its pictures, which this browser remembers. */
export function Rail({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation()
  const [folded, setFolded] = useState(() => localStorage.getItem(key) === 'folded')
  const fold = () => {
    localStorage.setItem(key, folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  return (
    <nav className={styles.rail} aria-label={t('nav.label')} data-folded={folded || undefined}>
      <Link to="/" className={styles.logo} aria-label={t('productFull')}>
        <img src="/icon.svg" alt="" />
        <span className={styles.word}>{t('product')}</span>
      </Link>
      <ul>
        {places
          .filter((place) => !place.foot)
          .map((place) => (
            <RailEntry key={place.to} place={place} />
          ))}
      </ul>
      <ul className={styles.foot}>
        {places
          .filter((place) => place.foot)
          .map((place) => (
            <RailEntry key={place.to} place={place} />
          ))}
        <li className={styles.foldButton}>
          <button type="button" className={styles.entry} onClick={fold} aria-expanded={!folded}>
            <Icon name="fold" />
            <span className={styles.word}>{folded ? t('nav.unfold') : t('nav.fold')}</span>
          </button>
        </li>
      </ul>
    </nav>
  )
}

function RailEntry({ place }: { place: Place }) {
  return (
    <li>
      <Link
        to={place.to}
        className={styles.entry}
        activeOptions={{ exact: place.to === '/', includeSearch: false }}
        title={place.label}
      >
        <Icon name={place.icon} />
        <span className={styles.word}>{place.label}</span>
        {place.count ? <span className={styles.count}>{place.count}</span> : null}
      </Link>
    </li>
  )
}

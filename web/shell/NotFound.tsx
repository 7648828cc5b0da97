import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import styles from './Failed.module.css'

/** The same where no page stands around it. */
export function Nowhere() {
  return (
    <main className={styles.nowhere}>
      <NotFound />
    </main>
  )
}

/** For an address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState title={t('notFound.title')} icon="map" action={<Link to="/">{t('notFound.home')}</Link>}>
      {t('notFound.text')}
    </EmptyState>
  )
}

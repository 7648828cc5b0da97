import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'

/** For an address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState title={t('notFound.title')} icon="map" action={<Link to="/">{t('notFound.home')}</Link>}>
      {t('notFound.text')}
    </EmptyState>
  )
}

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import type { Of, Today } from './apis.ts'

/** Empty means done; before the first data it says what will come here and how. */
export function NothingToday({ today, of }: { today: Today; of: Of }) {
  const { t } = useTranslation('cockpit')
  const mayImport = useMay('imports.run')
  const { counts } = today
  const isFresh = of === 'mine' && counts.doneToday === 0 && counts.snoozed === 0
  if (!isFresh) {
    return (
      <EmptyState icon="check" title={t('today.done')}>
        {t('today.doneText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon="today"
      title={t('today.none')}
      action={
        mayImport ? (
          <Button component={Link} to="/imports">
            {t('today.import')}
          </Button>
        ) : null
      }
    >
      {t('today.noneText')}
    </EmptyState>
  )
}

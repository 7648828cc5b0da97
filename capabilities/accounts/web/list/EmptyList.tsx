import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import type { ListState } from './useListState.ts'

/** No customers at all, or none that match. */
export function EmptyList({ filtered, state }: { filtered: boolean; state: ListState }) {
  const { t } = useTranslation('list')
  if (!filtered)
    return (
      <EmptyState title={t('empty.none')} icon="customers" action={<Link to="/start">{t('empty.import')}</Link>}>
        {t('empty.noneText')}
      </EmptyState>
    )
  const clear = () => {
    state.setWords('')
    state.change({ condition: '' })
    if (state.archived) state.setArchived(false)
  }
  return (
    <EmptyState
      title={t('empty.noMatch')}
      icon="search"
      action={
        <Button variant="default" onClick={clear}>
          {t('empty.clear')}
        </Button>
      }
    >
      {t('empty.noMatchText')}
    </EmptyState>
  )
}

import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { problemOf } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'

const refusal = (error: unknown) => problemOf(error).issues?.find((issue) => issue.field === 'condition')

/** Whether the list was refused because its condition (from a link, or of a view) can't be read. */
export function refusesCondition(error: unknown): boolean {
  return error !== null && refusal(error) !== undefined
}

/** Where in the condition the trouble is, and the two ways out. */
export function BadCondition({ error, onEdit, onClear }: { error: unknown; onEdit: () => void; onClear: () => void }) {
  const { t } = useTranslation('list')
  const issue = refusal(error)
  const value = issue?.value
  const unkept = issue?.rule === 'not_kept_then'
  return (
    <EmptyState
      title={t(unkept ? 'past.notKept' : 'condition.unreadable')}
      icon="search"
      action={
        <Group gap={8} justify="center">
          <Button onClick={onEdit}>{t('condition.edit')}</Button>
          <Button variant="default" onClick={onClear}>
            {t('condition.clear')}
          </Button>
        </Group>
      }
    >
      <span role="alert">
        {unkept
          ? t('past.notKeptAt', { value })
          : value
            ? t('condition.unreadableAt', { value })
            : t('condition.unreadableText')}
      </span>
    </EmptyState>
  )
}

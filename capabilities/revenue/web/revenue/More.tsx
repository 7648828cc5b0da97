import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Shows the next page of a list that has one. */
export function More({
  list,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}) {
  const { t } = useTranslation('revenuePage')
  if (!list.hasNextPage) return null
  return (
    <Button
      variant="default"
      size="xs"
      mt={8}
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {t('movements.more')}
    </Button>
  )
}

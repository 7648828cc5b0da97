import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { type ListAsked, type Renewal, rowsQuery } from '../apis.ts'
import { columnsOf } from '../columns.tsx'
import { useMoney } from '../words.tsx'

/** Renewals one below the other, page after page as one scrolls. */
export function List({
  asked,
  total,
  label,
  empty,
  height = 'fill',
}: {
  asked: ListAsked
  total?: number | undefined
  label: string
  empty: React.ReactNode
  height?: 'fill' | 'auto'
}) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const money = useMoney()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const router = useRouter()
  const list = useInfiniteQuery(rowsQuery(asked))
  const lines = useMemo(
    () => (list.data?.pages.flatMap((page) => page.rows) ?? []).map((row) => ({ kind: 'row' as const, row })),
    [list.data],
  )
  const columns = columnsOf({ t, format, money, closed: asked.status === 'closed', narrow })
  return (
    <DataTable
      label={label}
      columns={columns}
      lines={lines}
      rowKey={rowKey}
      rowName={rowName}
      total={total}
      height={height}
      loading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      onOpen={(row) => void navigate({ to: '/renewals/$id', params: { id: row.id } })}
      onPoint={(row) => void router.preloadRoute({ to: '/renewals/$id', params: { id: row.id } })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      empty={empty}
    />
  )
}

const rowKey = (row: Renewal) => row.id
const rowName = (row: Renewal) => row.account.name

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { TileBones } from '#web/ui/Tiles.tsx'
import { useMoney } from '../words.tsx'
import { expansion, type Opportunity, rowsQuery } from './apis.ts'
import { columnsOf } from './columns.tsx'
import { Filters } from './Filters.tsx'
import { askedOf, type ExpansionSearch } from './search.ts'
import { Stages } from './Stages.tsx'

/** The opportunities that are asked for, with what they add up to by stage. */
export function Opportunities({ search }: { search: ExpansionSearch }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const money = useMoney()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const asked = useMemo(() => askedOf(search), [search])
  const list = useInfiniteQuery(rowsQuery(asked))
  const { stage: _stage, sort: _sort, ...rest } = asked
  const totals = useQuery(expansion.totals.queryOptions({ input: rest, placeholderData: keepPreviousData }))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const lines = useMemo(() => rows.map((row) => ({ kind: 'row' as const, row })), [rows])
  const isFiltered = Object.keys(search).some((key) => key !== 'sort' && key !== 'id' && key !== 'view')
  return (
    <>
      {totals.data ? <Stages stages={totals.data.stages} search={search} /> : null}
      {totals.isPending ? <TileBones count={5} /> : null}
      <Filters search={search} products={totals.data?.products ?? []} />
      <DataTable
        label={t('title')}
        columns={columnsOf({ t, format, money, narrow, search })}
        lines={lines}
        rowKey={rowKey}
        rowName={rowName}
        total={rows.length}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        onOpen={(row) => void navigate({ to: '/renewals/expansion', search: { ...search, id: row.id } })}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loadingMore={list.isFetchingNextPage}
        empty={<NoOpportunities filtered={isFiltered} />}
      />
    </>
  )
}

const rowKey = (row: Opportunity) => row.id
const rowName = (row: Opportunity) => row.account.name

function NoOpportunities({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('expansion')
  const mayManage = useMay('signals.manage')
  if (filtered) return <EmptyState compact>{t('empty.filtered')}</EmptyState>
  return (
    <EmptyState
      icon="chart"
      title={t('empty.title')}
      action={
        mayManage ? (
          <Link to="/settings/$part" params={{ part: 'expansion' }}>
            {t('empty.button')}
          </Link>
        ) : undefined
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

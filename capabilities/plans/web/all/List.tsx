import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { TileFace, Tiles } from '#web/ui/Tiles.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { type PlanRow, plans, rowsQuery } from '../apis.ts'
import { columnsOf } from './columns.tsx'
import { Filters } from './Filters.tsx'
import { HeldUp } from './HeldUp.tsx'
import { askedOf, type PlansSearch } from './search.ts'

const tiles = ['on_time', 'late', 'stuck', 'done', 'stopped'] as const

/** The plans that are asked for, with how many there are of each standing and where they are held up. */
export function List({ search }: { search: PlansSearch }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const asked = useMemo(() => askedOf(search), [search])
  const list = useInfiniteQuery(rowsQuery(asked))
  const { standing: _standing, step: _step, sort, direction, ...rest } = asked
  const totals = useQuery(plans.totals.queryOptions({ input: rest }))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const lines = useMemo(() => rows.map((row) => ({ kind: 'row' as const, row })), [rows])
  const { standing: chosen, ...others } = search
  return (
    <>
      <Tiles label={t('all.tiles')}>
        {tiles.map((one) => (
          <Link
            key={one}
            to="/plans"
            search={one === chosen ? others : { ...others, standing: one }}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === chosen ? 'true' : undefined}
          >
            <TileFace
              name={t(`states.${one}`)}
              amount={format.number(totals.data?.[one] ?? null)}
              whole={t(`states.${one}`)}
            >
              {t('all.unit')}
            </TileFace>
          </Link>
        ))}
      </Tiles>
      <Filters search={search} />
      <HeldUp steps={totals.data?.heldUpBy ?? []} search={search} />
      <DataTable
        label={t('title')}
        columns={columnsOf({ t, format, narrow })}
        lines={lines}
        rowKey={rowKey}
        rowName={rowName}
        sort={{ key: sort ?? 'slip', down: direction === 'down' }}
        changes={{
          onSort: (next) =>
            void navigate({
              to: '/plans',
              search: { ...search, sort: next?.key ?? '', dir: next?.down === false ? 'up' : '' },
              replace: true,
            }),
        }}
        total={rows.length}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        onOpen={(row) =>
          void navigate({ to: '/customers/$id', params: { id: row.account.id }, search: { tab: 'plan' } })
        }
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loadingMore={list.isFetchingNextPage}
        empty={<NoPlans filtered={Object.keys(search).some((key) => key !== 'sort' && key !== 'dir')} />}
      />
    </>
  )
}

const rowKey = (row: PlanRow) => row.id
const rowName = (row: PlanRow) => row.account.name

function NoPlans({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('plans')
  if (filtered) return <EmptyState compact>{t('all.noneSuch')}</EmptyState>
  return (
    <EmptyState icon="flag" title={t('empty.title')}>
      {t('empty.text')}
    </EmptyState>
  )
}

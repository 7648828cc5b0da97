import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { type Renewal, renewals, rowsQuery } from './apis.ts'
import { columnsOf } from './columns.tsx'
import { ExportRenewals } from './ExportRenewals.tsx'
import { Filters } from './Filters.tsx'
import { Months, sumOf, useMonths } from './Months.tsx'
import { OpeningDialog } from './OpeningDialog.tsx'
import { RenewalTabs } from './RenewalTabs.tsx'
import { askedOf } from './search.ts'
import { useMoney } from './words.tsx'

/** What is due: every renewal by its notice deadline, by month or quarter, with what is at stake. */
export function Renewals() {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const money = useMoney()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const router = useRouter()
  const search = useSearch({ from: '/frame/renewals' })
  const asked = useMemo(() => askedOf(search), [search])
  const [dialog, setDialog] = useState<'export' | 'opening' | null>(null)
  const [mayExport, mayManage] = [useMay('accounts.export'), useMay('signals.manage')]
  const list = useInfiniteQuery(rowsQuery(asked))
  const months = useMonths(asked)
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const lines = useMemo(() => rows.map((row) => ({ kind: 'row' as const, row })), [rows])
  const closed = asked.status === 'closed'
  const columns = columnsOf({ t, format, money, closed, narrow })
  const shown = (months.data?.months ?? []).filter(
    ({ month }) => !asked.from || (month >= asked.from.slice(0, 7) && month < asked.until!.slice(0, 7)),
  )
  const sum = sumOf(shown)
  return (
    <Page
      title={t('title')}
      fill
      sub={
        months.data ? (
          <span title={sum.unsummed > 0 ? t('unsummed', { count: sum.unsummed }) : undefined}>
            {t('lead', { shown: format.number(sum.count), amount: format.money(sum.atStake) })}
          </span>
        ) : null
      }
      actions={
        <>
          {mayExport ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="download" size={14} />}
              onClick={() => setDialog('export')}
            >
              {t('export')}
            </Button>
          ) : null}
          {mayManage ? (
            <MoreMenu
              label={t('more')}
              choices={[{ label: t('opening.menu'), onChoose: () => setDialog('opening') }]}
            />
          ) : null}
        </>
      }
    >
      <RenewalTabs />
      <Months asked={asked} search={search} />
      <Filters search={search} />
      <DataTable
        label={t('title')}
        columns={columns}
        lines={lines}
        rowKey={rowKey}
        rowName={rowName}
        total={sum.count}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        onOpen={(row) => void navigate({ to: '/renewals/$id', params: { id: row.id } })}
        onPoint={(row) => void router.preloadRoute({ to: '/renewals/$id', params: { id: row.id } })}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loadingMore={list.isFetchingNextPage}
        empty={<NoRenewals filtered={Object.keys(search).length > 0} />}
      />
      {dialog === 'export' ? <ExportRenewals asked={asked} onClose={() => setDialog(null)} /> : null}
      {dialog === 'opening' ? <OpeningDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}

const rowKey = (row: Renewal) => row.id
const rowName = (row: Renewal) => row.account.name

function NoRenewals({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('renewals')
  const { data } = useQuery(renewals.settings.queryOptions())
  const mayImport = useMay('imports.run')
  if (filtered) return <EmptyState compact>{t('empty.filtered')}</EmptyState>
  return (
    <EmptyState
      icon="clock"
      title={t('empty.title')}
      action={mayImport ? <Link to="/imports">{t('empty.button')}</Link> : undefined}
    >
      {data ? t('empty.text', { days: data.daysBefore }) : null}
    </EmptyState>
  )
}

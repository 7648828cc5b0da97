import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import type { Column, Line } from '#web/table/types.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { connect, type Import, isUnderWay, kindsQuery } from './apis.ts'
import { DropZone } from './DropZone.tsx'
import styles from './Import.module.css'
import { StatusChip } from './StatusChip.tsx'

const rowKey = (row: Import) => row.id
const rowName = (row: Import) => row.fileName

/** Where files are brought in, and what was brought in before. */
export function Imports() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const { kind } = useSearch({ from: '/frame/imports' })
  const kinds = useQuery(kindsQuery)
  const list = useInfiniteQuery({
    ...connect.list.infiniteOptions({
      input: (cursor: string | undefined) => (cursor ? { cursor } : {}),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
    refetchInterval: (query) => (query.state.data?.pages[0]?.rows.some(isUnderWay) ? 2000 : false),
  })
  const lines = useMemo<Line<Import>[]>(
    () => list.data?.pages.flatMap((page) => page.rows.map((row) => ({ kind: 'row' as const, row }))) ?? [],
    [list.data],
  )
  const columns = useMemo<Column<Import>[]>(() => {
    const kindOf = new Map(kinds.data?.map((each) => [each.key, inLanguage(each.label, format.language)]))
    const summary = ({ counts }: Import) =>
      counts
        ? t('list.summary', {
            created: format.number(counts.created),
            changed: format.number(counts.changed),
            rejected: format.number(counts.rejected),
          })
        : ''
    return [
      { key: 'file', label: t('list.file'), width: 220, fixed: true, card: 'title', render: (row) => row.fileName },
      {
        key: 'status',
        label: t('list.status'),
        width: 112,
        card: 'side',
        render: (row) => <StatusChip status={row.status} />,
      },
      {
        key: 'kind',
        label: t('list.kind'),
        width: 120,
        card: 'line',
        render: (row) => kindOf.get(row.kind) ?? row.kind,
      },
      {
        key: 'rows',
        label: t('list.rows'),
        width: 80,
        align: 'end',
        render: (row) => format.number(row.counts?.read),
      },
      { key: 'result', label: t('list.result'), width: 230, card: 'line', render: summary },
      { key: 'by', label: t('list.by'), width: 112, render: (row) => row.personName ?? 'banso import' },
      { key: 'at', label: t('list.at'), width: 140, card: 'line', render: (row) => format.stamp(row.createdAt) },
    ]
  }, [kinds.data, t, format])
  const open = (one: Import) => void navigate({ to: '/imports/$id', params: { id: one.id } })
  return (
    <Page title={t('title')} sub={t('lead')}>
      <DropZone kind={kind} onTaken={open} />
      <Section title={t('list.title')} flush>
        {list.isSuccess && lines.length === 0 ? (
          <EmptyState compact title={t('list.empty')}>
            {t('list.emptyText')}
          </EmptyState>
        ) : (
          <div className={styles.framed}>
            <DataTable
              label={t('list.title')}
              columns={columns}
              lines={lines}
              rowKey={rowKey}
              rowName={rowName}
              height="auto"
              loading={list.isPending}
              error={list.error}
              onRetry={() => void list.refetch()}
              onOpen={open}
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
              loadingMore={list.isFetchingNextPage}
            />
          </div>
        )}
      </Section>
    </Page>
  )
}

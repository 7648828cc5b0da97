import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { severityChoices } from '#capabilities/timeline/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { missing } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import type { Column } from '#web/table/types.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { type Inquiry, timeline } from './apis.ts'
import styles from './Timeline.module.css'

const states = ['all', 'open', 'solved'] as const

/** The inquiries of a customer: what is open, how fast they were answered, how satisfied they were. */
export function Inquiries({ accountId }: { accountId: string }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const [state, setState] = useState<(typeof states)[number]>('all')
  const list = useInfiniteQuery(
    timeline.inquiries.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: accountId, state, limit: 50, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const columns = useMemo<Column<Inquiry>[]>(
    () => [
      {
        key: 'subject',
        label: t('table.subject'),
        width: 212,
        fixed: true,
        card: 'title',
        render: (row) => <span title={row.body || row.subject}>{row.subject}</span>,
      },
      {
        key: 'state',
        label: t('table.state'),
        width: 84,
        card: 'side',
        render: (row) =>
          row.solvedAt ? <Chip tone="healthy">{t('solved')}</Chip> : <Chip tone="watch">{t('open')}</Chip>,
      },
      {
        key: 'openedAt',
        label: t('table.opened'),
        width: 140,
        render: (row) => <time dateTime={row.openedAt}>{format.stamp(row.openedAt)}</time>,
      },
      {
        key: 'answer',
        label: t('table.answer'),
        width: 124,
        align: 'end',
        render: (row) => <span>{hours(row.openedAt, row.firstAnsweredAt, t)}</span>,
      },
      { key: 'topic', label: t('table.topic'), width: 108, render: (row) => <span>{row.topic ?? missing}</span> },
      {
        key: 'severity',
        label: t('table.severity'),
        width: 84,
        render: (row) => {
          const choice = severityChoices.find((one) => one.key === row.severity)
          const word = choice ? inLanguage(choice.label, format.language) : missing
          return row.severity === 'urgent' ? <Chip tone="risk">■ {word}</Chip> : <span>{word}</span>
        },
      },
      {
        key: 'satisfaction',
        label: t('table.satisfaction'),
        width: 100,
        align: 'end',
        render: (row) => <span>{format.number(row.satisfaction)}</span>,
      },
      {
        key: 'contact',
        label: t('table.contact'),
        width: 96,
        render: (row) => <span>{row.contact?.name ?? missing}</span>,
      },
      {
        key: 'number',
        label: t('table.number'),
        width: 76,
        render: (row) => <span>{row.externalId ?? missing}</span>,
      },
    ],
    [t, format],
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <div className={styles.filter} role="group" aria-label={t('filter')}>
        {states.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {one === 'all' ? t('all') : t(one)}
          </button>
        ))}
      </div>
      <DataTable
        label={t('inquiries')}
        columns={columns}
        lines={rows.map((row) => ({ kind: 'row', row }))}
        rowKey={(row) => row.id}
        rowName={(row) => row.subject}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loadingMore={list.isFetchingNextPage}
        height="auto"
        empty={
          <EmptyState compact icon="note">
            {t('noInquiries')}
          </EmptyState>
        }
      />
    </>
  )
}

type T = ReturnType<typeof useTranslation<'timeline'>>['t']

function hours(from: string, to: string | null, t: T): string {
  if (!to) return missing
  const took = (Date.parse(to) - Date.parse(from)) / 3_600_000
  return took < 48
    ? t('hours', { shown: Math.max(0.1, Math.round(took * 10) / 10), count: took })
    : t('days', { count: Math.round(took / 24) })
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import type { Column, Line } from '#web/table/types.ts'
import { Because } from '#web/ui/Because.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { connect, type Import, type IssueRow } from './apis.ts'
import styles from './Import.module.css'

type Row = IssueRow & { place: number }
const tones = { rejected: 'risk', warned: 'watch', kept: 'info' } as const
const rowKey = (row: Row) => String(row.place)
const rowName = (row: Row) => `${row.line} ${row.column ?? ''}`

/** Every row that was refused or warned about: line, column, value, reason; by sort on top, and as a file. */
export function IssueList({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const list = useInfiniteQuery(
    connect.issues.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: one.id, limit: 100, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const rows = useMemo(
    () => list.data?.pages.flatMap((page) => page.rows).map((row, place) => ({ ...row, place })) ?? [],
    [list.data],
  )
  const lines = useMemo<Line<Row>[]>(() => rows.map((row) => ({ kind: 'row', row })), [rows])
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: 'line',
        label: t('issues.line'),
        width: 80,
        align: 'end',
        fixed: true,
        card: 'title',
        render: (row) => (row.line === 0 ? '' : format.number(row.line)),
      },
      {
        key: 'severity',
        label: t('issues.severity'),
        width: 96,
        card: 'side',
        render: (row) => <Chip tone={tones[row.severity]}>{t(`issues.severities.${row.severity}`)}</Chip>,
      },
      { key: 'column', label: t('issues.column'), width: 170, card: 'line', render: (row) => row.column ?? '' },
      { key: 'value', label: t('issues.value'), width: 200, card: 'line', render: (row) => row.value ?? '' },
      {
        key: 'reason',
        label: t('issues.reason'),
        width: 620,
        card: 'line',
        render: (row) => inLanguage(row.text, format.language),
      },
    ],
    [t, format],
  )
  const groups = list.data?.pages[0]?.groups ?? []
  const problems = (one.counts?.rejected ?? 0) + (one.counts?.warned ?? 0) + (one.counts?.kept ?? 0)
  if (problems === 0) {
    return (
      <div className={styles.clean}>
        <Because tone="healthy">{t('issues.none')}</Because>
      </div>
    )
  }
  return (
    <Section
      title={t('issues.title')}
      flush
      actions={
        <a className={styles.download} href={`/api/v1/imports/${one.id}/issues.csv`} download>
          <Icon name="download" size={14} />
          {t('issues.download')}
        </a>
      }
    >
      {groups.length > 1 ? (
        <ul className={styles.groups}>
          {groups.map((group) => (
            <li key={`${group.rule} ${group.severity} ${group.column ?? ''}`}>
              <Chip tone={tones[group.severity]}>{t('issues.times', { count: group.count })}</Chip>{' '}
              {group.column ? `${group.column}: ` : ''}
              {inLanguage(group.text, format.language)}
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.framed}>
        <DataTable
          label={t('issues.title')}
          columns={columns}
          lines={lines}
          rowKey={rowKey}
          rowName={rowName}
          height="auto"
          loading={list.isPending}
          error={list.error}
          onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          loadingMore={list.isFetchingNextPage}
        />
      </div>
    </Section>
  )
}

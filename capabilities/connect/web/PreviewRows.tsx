import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '#web/table/DataTable.tsx'
import type { Column, Line } from '#web/table/types.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import { connect, type Import } from './apis.ts'
import styles from './Import.module.css'

type Row = Awaited<ReturnType<typeof connect.previewRows.call>>['rows'][number]
const rowKey = (row: Row) => String(row.line)
const tones = { created: 'brand', changed: 'info', same: 'plain', rejected: 'risk' } as const

/** The first rows of the file and what would become of each. */
export function PreviewRows({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const { data, isPending } = useQuery(connect.previewRows.queryOptions({ input: { id: one.id } }))
  const lines = useMemo<Line<Row>[]>(() => data?.rows.map((row) => ({ kind: 'row', row })) ?? [], [data])
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'line', label: t('rows.line'), width: 64, align: 'end', fixed: true, render: (row) => row.line },
      {
        key: 'outcome',
        label: t('issues.severity'),
        width: 104,
        fixed: true,
        card: 'side',
        render: (row) => <Chip tone={tones[row.outcome]}>{t(`outcomes.${row.outcome}`)}</Chip>,
      },
      ...(data?.names ?? []).map(
        (name, i): Column<Row> => ({
          key: `c${i}`,
          label: name,
          width: 150,
          ...(i === 0 ? { card: 'title' as const } : i < 4 ? { card: 'line' as const } : {}),
          render: (row) => row.cells[i] ?? '',
        }),
      ),
    ],
    [data?.names, t],
  )
  return (
    <Section title={t('check.samples')} flush>
      <div className={styles.framed}>
        <DataTable
          label={t('check.samples')}
          columns={columns}
          lines={lines}
          rowKey={rowKey}
          rowName={rowKey}
          height="auto"
          loading={isPending}
        />
      </div>
    </Section>
  )
}

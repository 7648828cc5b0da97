import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import type { Column, Line } from '#web/table/types.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Kind, Look } from './apis.ts'
import styles from './Import.module.css'

type Row = Look['rows'][number]
type Cell = Row['cells'][number]
const rowKey = (row: Row) => String(row.line)

/** The first rows as they are read: what cannot be imported is marked, with the reason. */
export function FirstRows({ look, kind }: { look: Look; kind: Kind }) {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const lines = useMemo<Line<Row>[]>(() => look.rows.map((row) => ({ kind: 'row', row })), [look.rows])
  const columns = useMemo<Column<Row>[]>(() => {
    const labelOf = new Map(kind.fields.map((field) => [field.key, inLanguage(field.label, language)]))
    // Columns that are left out would only stand in the way.
    const shown = look.columns.flatMap((column, index) => (column.field === null ? [] : [{ column, index }]))
    return [
      {
        key: 'line',
        label: t('rows.line'),
        width: 64,
        align: 'end',
        fixed: true,
        card: 'side',
        render: (row) => row.line,
      },
      ...shown.map(
        ({ column, index }, place): Column<Row> => ({
          key: String(index),
          label: labelOf.get(column.field!) ?? column.name,
          width: 168,
          ...(place === 0 ? { card: 'title' as const } : place < 4 ? { card: 'line' as const } : {}),
          render: (row) => <CellText cell={row.cells[index]} broken={row.broken} />,
        }),
      ),
    ]
  }, [look.columns, kind.fields, language, t])
  return (
    <Section title={t('rows.title')} note={t('rows.note')} flush>
      <div className={styles.framed}>
        <DataTable
          label={t('rows.title')}
          columns={columns}
          lines={lines}
          rowKey={rowKey}
          rowName={rowKey}
          height="auto"
        />
      </div>
    </Section>
  )
}

function CellText({ cell, broken }: { cell: Cell | undefined; broken: Cell['broken'] }) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const reason = broken ?? cell?.broken
  if (reason) {
    const words = inLanguage(reason, language)
    return (
      <span className={styles.broken} title={words}>
        <span aria-hidden="true">■ </span>
        {cell?.text ?? ''}
        <span className="visually-hidden"> {words}</span>
      </span>
    )
  }
  if (!cell) return null
  const { value } = cell
  if (value === undefined) return <>{cell.text}</>
  if (typeof value === 'boolean') return <>{value ? t('yes') : t('no')}</>
  return <span className="num">{Array.isArray(value) ? value.join(', ') : String(value)}</span>
}

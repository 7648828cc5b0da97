import { useTranslation } from 'react-i18next'
import { useFormat } from '../session.ts'
import styles from './Chart.module.css'
import { ChartFrame } from './ChartFrame.tsx'

/** How much of what when: rows (features) by columns (weeks). The darker, the more; 0 is empty. */
export function HeatMap({
  label,
  columns,
  rows,
  format,
  columnOf,
}: {
  label: string
  columns: readonly string[]
  rows: readonly { name: string; values: readonly (number | null)[] }[]
  format?: (value: number) => string
  columnOf?: (column: string) => string
}) {
  const { t } = useTranslation()
  const own = useFormat()
  const written = (value: number | null | undefined) =>
    value === null || value === undefined ? '—' : (format ?? own.number)(value)
  const named = columnOf ?? ((text: string) => text)
  const high = Math.max(1, ...rows.flatMap((row) => row.values.map((value) => value ?? 0)))
  if (rows.length === 0) return <p className="quiet">{t('chart.none')}</p>
  return (
    <ChartFrame
      label={label}
      head={[label, ...columns.map(named)]}
      rows={rows.map((row) => [row.name, ...columns.map((_, at) => written(row.values[at]))])}
    >
      <div
        className={styles.heat}
        role="img"
        aria-label={label}
        style={{
          gridTemplateColumns: `fit-content(clamp(96px, 30%, 280px)) repeat(${columns.length}, minmax(14px, 1fr))`,
        }}
      >
        <span />
        {columns.map((column, at) => (
          <span key={column} className={styles.heatHead}>
            {at % Math.ceil(columns.length / 6) === 0 ? named(column) : ''}
          </span>
        ))}
        {rows.map((row) => (
          <div key={row.name} style={{ display: 'contents' }}>
            <span className={`clip ${styles.heatName}`} title={row.name}>
              {row.name}
            </span>
            {columns.map((column, at) => {
              const value = row.values[at] ?? 0
              const share = value <= 0 ? 0 : 14 + Math.round((Math.sqrt(value) / Math.sqrt(high)) * 86)
              return (
                <span
                  key={column}
                  className={styles.heatCell}
                  title={`${row.name} ${named(column)}: ${written(row.values[at])}`}
                  style={{
                    background:
                      share === 0 ? 'var(--sunken)' : `color-mix(in oklab, var(--chart-1) ${share}%, var(--surface))`,
                  }}
                />
              )
            })}
          </div>
        ))}
      </div>
    </ChartFrame>
  )
}

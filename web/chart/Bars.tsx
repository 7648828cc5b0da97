import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../session.ts'
import styles from './Chart.module.css'
import { ChartFrame } from './ChartFrame.tsx'
import { axisRoom, type Point, ticks } from './scale.ts'
import { useWidth } from './useWidth.ts'

/** Amounts side by side. `highlight` marks one in the colour of a meaning. */
export function Bars({
  label,
  points,
  height = 140,
  format,
  labelOf,
  renderCell,
}: {
  label: string
  points: readonly Point[]
  height?: number
  format?: (value: number) => string
  labelOf?: (label: string) => string
  /** What stands in the table for a value: a figure that opens. */
  renderCell?: (point: number) => ReactNode
}) {
  const { t } = useTranslation()
  const own = useFormat()
  const [frame, width] = useWidth()
  const written = (value: number | null) => (value === null ? '—' : (format ?? own.number)(value))
  const named = labelOf ?? ((text: string) => text)
  const steps = ticks(0, Math.max(1, ...points.map((point) => point.value ?? 0)), 3)
  const high = steps.at(-1) ?? 1
  const left = axisRoom(steps.map(written))
  const foot = 22
  const slot = (width - left - 4) / Math.max(1, points.length)
  const y = (value: number) => 8 + (1 - value / high) * (height - 8 - foot)
  const every = Math.ceil(points.length / Math.max(1, Math.floor((width - left) / 64)))
  if (points.every((point) => point.value === null)) return <p className="quiet">{t('chart.none')}</p>
  return (
    <ChartFrame
      label={label}
      head={[label, t('chart.value')]}
      rows={points.map((point, at) => [named(point.label), renderCell?.(at) ?? written(point.value)])}
    >
      <div ref={frame} className={styles.canvas}>
        <svg width={width} height={height} role="img" aria-label={label}>
          {steps.map((step) => (
            <g key={step}>
              <line x1={left} x2={width - 4} y1={y(step)} y2={y(step)} className={styles.grid} />
              <text x={left - 6} y={y(step) + 4} textAnchor="end" className={styles.tick}>
                {written(step)}
              </text>
            </g>
          ))}
          {points.map((point, at) => (
            <g key={point.label}>
              {point.value === null ? null : (
                <rect
                  x={left + at * slot + slot * 0.15}
                  width={Math.max(1, slot * 0.7)}
                  y={y(point.value)}
                  height={Math.max(0, y(0) - y(point.value))}
                  rx={Math.min(2, slot * 0.2)}
                  className={styles.bar}
                >
                  <title>{`${named(point.label)} ${written(point.value)}`}</title>
                </rect>
              )}
              {at % every === 0 ? (
                <text x={left + (at + 0.5) * slot} y={height - 5} textAnchor="middle" className={styles.tick}>
                  {named(point.label)}
                </text>
              ) : null}
            </g>
          ))}
        </svg>
      </div>
    </ChartFrame>
  )
}

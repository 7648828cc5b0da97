import { type PointerEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../session.ts'
import styles from './Chart.module.css'
import { ChartFrame, Legend } from './ChartFrame.tsx'
import { axisRoom, linePath, type Point, ticks } from './scale.ts'
import { useWidth } from './useWidth.ts'

/** A series of a chart. All series of one chart have the same labels. */
export type Series = { name: string; points: readonly Point[] }

const foot = 22
const head = 8

/** Figures over time as lines. `format` writes a value, `labelOf` a point's label (a day). */
export function LineChart({
  label,
  series,
  height = 180,
  format,
  labelOf,
  range,
  renderCell,
  marks = [],
}: {
  label: string
  series: readonly Series[]
  height?: number
  format?: (value: number) => string
  labelOf?: (label: string) => string
  range?: readonly [number, number]
  /** What stands in the table for a value, of which series and at which point: a figure that opens. */
  renderCell?: (series: number, point: number) => ReactNode
  /** Points at which something happened: an upright line, named where the pointer is on it. */
  marks?: readonly { label: string; name: string }[]
}) {
  const { t } = useTranslation()
  const own = useFormat()
  const [frame, width] = useWidth()
  const [at, setAt] = useState<number | null>(null)
  const written = (value: number | null | undefined) =>
    value === null || value === undefined ? '—' : (format ?? own.number)(value)
  const named = labelOf ?? ((text: string) => own.dayTable(text))
  const points = series[0]?.points ?? []
  const values = series.flatMap((one) => one.points.map((point) => point.value)).filter((value) => value !== null)
  const steps = range ? ticks(range[0], range[1]) : ticks(Math.min(0, ...values), Math.max(1, ...values))
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1]
  const left = axisRoom(steps.map(written))
  const x = (place: number) => left + (points.length < 2 ? 0 : (place / (points.length - 1)) * (width - left - 8))
  const y = (value: number) => head + (1 - (value - low) / (high - low)) * (height - head - foot)
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const place =
      ((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / (width - left - 8)) *
      (points.length - 1)
    setAt(Math.max(0, Math.min(points.length - 1, Math.round(place))))
  }
  if (values.length === 0) return <p className="quiet">{t('chart.none')}</p>
  return (
    <ChartFrame
      label={label}
      head={[t('chart.day'), ...series.map((one) => one.name)]}
      rows={points.map((one, place) => [
        named(one.label),
        ...series.map((each, index) => renderCell?.(index, place) ?? written(each.points[place]?.value)),
      ])}
      legend={series.length > 1 ? <Legend names={series.map((one) => one.name)} /> : null}
    >
      <div ref={frame} className={styles.canvas}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={label}
          onPointerMove={point}
          onPointerLeave={() => setAt(null)}
        >
          {steps.map((step) => (
            <g key={step}>
              <line x1={left} x2={width - 8} y1={y(step)} y2={y(step)} className={styles.grid} />
              <text x={left - 6} y={y(step) + 4} textAnchor="end" className={styles.tick}>
                {written(step)}
              </text>
            </g>
          ))}
          {[0, Math.floor((points.length - 1) / 2), points.length - 1]
            .filter((place, index, all) => all.indexOf(place) === index)
            .map((place) => (
              <text
                key={place}
                x={x(place)}
                y={height - 5}
                textAnchor={place === 0 ? 'start' : place === points.length - 1 ? 'end' : 'middle'}
                className={styles.tick}
              >
                {named(points[place]?.label ?? '')}
              </text>
            ))}
          {marks.map(({ label: on, name }) => {
            const place = points.findIndex((each) => each.label === on)
            return place < 0 ? null : (
              <line
                key={`${on} ${name}`}
                x1={x(place)}
                x2={x(place)}
                y1={head}
                y2={height - foot}
                className={styles.mark}
              >
                <title>{name}</title>
              </line>
            )
          })}
          {series.map((one, index) => (
            <path
              key={one.name}
              d={linePath(
                one.points.map((each) => each.value),
                x,
                y,
              )}
              className={styles.line}
              style={{ stroke: `var(--chart-${index + 1})` }}
              strokeDasharray={index === 1 ? '5 3' : undefined}
            />
          ))}
          {at === null ? null : (
            <g>
              <line x1={x(at)} x2={x(at)} y1={head} y2={height - foot} className={styles.cursor} />
              {series.map((one, index) => {
                const value = one.points[at]?.value
                return value === null || value === undefined ? null : (
                  <circle
                    key={one.name}
                    cx={x(at)}
                    cy={y(value)}
                    r={3.5}
                    style={{ fill: `var(--chart-${index + 1})` }}
                  />
                )
              })}
            </g>
          )}
        </svg>
        {at === null ? null : (
          <div className={styles.tip} style={{ left: Math.min(x(at) + 10, width - 140) }}>
            <strong>{named(points[at]?.label ?? '')}</strong>
            {series.map((one) => (
              <div key={one.name}>
                {one.name} <b className="num">{written(one.points[at]?.value)}</b>
              </div>
            ))}
          </div>
        )}
      </div>
    </ChartFrame>
  )
}

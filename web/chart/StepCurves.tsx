import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Chart.module.css'
import { ChartFrame, Legend } from './ChartFrame.tsx'
import { axisRoom } from './scale.ts'
import own from './StepCurves.module.css'
import { useWidth } from './useWidth.ts'

/** A share that falls in steps, with the interval around it where it is known. Before the first step it is 1. */
export type StepCurve = {
  name: string
  steps: readonly { time: number; kept: number; low: number | null; high: number | null }[]
}

const head = 8
const foot = 24
const shares = [0, 0.25, 0.5, 0.75, 1]

/** Shares over time that fall in steps; the first curve has its band. `until`: as far as anybody was seen. */
export function StepCurves({
  label,
  curves,
  until,
  axis,
  format,
  rows,
  columns,
  height = 240,
}: {
  label: string
  curves: readonly StepCurve[]
  until: number
  /** What time is counted in. */
  axis: string
  format: (share: number) => string
  /** The same as a table. */
  rows: readonly (readonly [string, ...ReactNode[]])[]
  columns: readonly string[]
  height?: number
}) {
  const { t } = useTranslation()
  const [frame, width] = useWidth()
  const left = axisRoom(shares.map(format))
  const x = (time: number) => left + (time / Math.max(1, until)) * (width - left - 8)
  const y = (share: number) => head + (1 - share) * (height - head - foot)
  const every = Math.max(1, Math.ceil(until / 6))
  const times = Array.from({ length: Math.floor(until / every) + 1 }, (_, at) => at * every)
  const [first] = curves
  if (!first) return <p className="quiet">{t('chart.none')}</p>
  return (
    <ChartFrame
      label={label}
      head={columns}
      rows={rows}
      legend={
        <>
          <Legend names={curves.map(({ name }) => name)} />
          <span className="quiet">{axis}</span>
        </>
      }
    >
      <div ref={frame} className={styles.canvas}>
        <svg width={width} height={height} role="img" aria-label={label}>
          {shares.map((share) => (
            <g key={share}>
              <line x1={left} x2={width - 8} y1={y(share)} y2={y(share)} className={styles.grid} />
              <text x={left - 6} y={y(share) + 4} textAnchor="end" className={styles.tick}>
                {format(share)}
              </text>
            </g>
          ))}
          {times.map((time) => (
            <text key={time} x={x(time)} y={height - 6} textAnchor="middle" className={styles.tick}>
              {time}
            </text>
          ))}
          <path d={bandOf(first, until, x, y)} className={own.band} />
          {curves.map(({ name, steps }, at) => (
            <path
              key={name}
              d={stepPath(
                steps.map(({ time, kept }) => [time, kept]),
                until,
                x,
                y,
              )}
              className={styles.line}
              style={{ stroke: `var(--chart-${at + 1})` }}
              strokeDasharray={at === 1 ? '5 3' : undefined}
            />
          ))}
        </svg>
      </div>
    </ChartFrame>
  )
}

type Scale = (value: number) => number

function stepPath(steps: readonly (readonly [number, number])[], until: number, x: Scale, y: Scale): string {
  let share = 1
  let path = `M${x(0)} ${y(1)}`
  for (const [time, kept] of steps) {
    path += `L${x(time)} ${y(share)}L${x(time)} ${y(kept)}`
    share = kept
  }
  return `${path}L${x(until)} ${y(share)}`
}

/** The room between the upper and the lower end of the interval. */
function bandOf({ steps }: StepCurve, until: number, x: Scale, y: Scale): string {
  const upper = stepPath(
    steps.map(({ time, kept, high }) => [time, high ?? kept]),
    until,
    x,
    y,
  )
  const lower = stepPath(
    steps.map(({ time, kept, low }) => [time, low ?? kept]),
    until,
    x,
    y,
  )
  const back = lower.slice(1).split('L').toReversed().join('L')
  return `${upper}L${back}Z`
}

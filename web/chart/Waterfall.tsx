import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Chart.module.css'
import { ChartFrame } from './ChartFrame.tsx'
import { axisRoom, linePath, ticks } from './scale.ts'
import { useWidth } from './useWidth.ts'
import own from './Waterfall.module.css'

/** One kind of gain or loss: its key, its name, the colour it has on every page. */
export type WaterfallKind = { key: string; name: string; color: string }

/** A stretch of time: what was gained (above 0) and lost (below 0) by kind, and what it ended with. */
export type WaterfallStep = {
  label: string
  opening: number
  parts: readonly { key: string; value: number; title: string }[]
  closing: number
}

const head = 10
const gap = 26
const foot = 22

/**
 * What moved an amount, stretch by stretch: gains above the line, losses below it, and over both the amount itself as a line.
 * Each part opens; by keyboard, arrows go from part to part and Enter opens.
 */
export function Waterfall({
  label,
  steps,
  kinds,
  names,
  format,
  labelOf,
  chosen,
  onOpen,
  height = 300,
}: {
  label: string
  steps: readonly WaterfallStep[]
  kinds: readonly WaterfallKind[]
  /** What the columns of the table are called. */
  names: { stretch: string; opening: string; closing: string }
  format: (value: number) => string
  labelOf: (label: string) => string
  chosen?: { label: string; key: string } | null
  onOpen: (label: string, key: string) => void
  height?: number
}) {
  const { t } = useTranslation()
  const [frame, width] = useWidth()
  const bars = useRef<SVGGElement>(null)
  const top = Math.round((height - head - gap - foot) * 0.36)
  const closing = ticks(0, Math.max(1, ...steps.map((step) => step.closing)), 2)
  const sums = steps.map((step) => stackOf(step))
  const moved = spread(Math.min(0, ...sums.map(({ low }) => low)), Math.max(0, ...sums.map(({ high }) => high)))
  const left = axisRoom([...closing, ...moved].map(format))
  const slot = (width - left - 6) / Math.max(1, steps.length)
  const middle = (at: number) => left + (at + 0.5) * slot
  const lineY = (value: number) => head + (1 - value / (closing.at(-1) || 1)) * top
  const [low, high] = [moved[0]!, moved.at(-1)!]
  const barTop = head + top + gap
  const barY = (value: number) => barTop + (1 - (value - low) / (high - low || 1)) * (height - foot - barTop)
  const every = Math.ceil(steps.length / Math.max(1, Math.floor((width - left) / 62)))
  const wide = Math.min(46, slot * 0.68)
  if (steps.length === 0) return <p className="quiet">{t('chart.none')}</p>
  const firstKey = chosen ?? firstPart(steps)
  return (
    <ChartFrame
      label={label}
      head={[names.stretch, names.opening, ...kinds.map(({ name }) => name), names.closing]}
      rows={steps.map((step) => [
        labelOf(step.label),
        format(step.opening),
        ...kinds.map(({ key }) => format(step.parts.find((part) => part.key === key)?.value ?? 0)),
        format(step.closing),
      ])}
      legend={<Colors kinds={kinds} closing={names.closing} />}
    >
      <div ref={frame} className={styles.canvas}>
        <svg width={width} height={height} role="group" aria-label={label}>
          {closing.map((step) => (
            <Grid key={`closing ${step}`} y={lineY(step)} left={left} width={width} text={format(step)} />
          ))}
          {moved.map((step) => (
            <Grid
              key={`moved ${step}`}
              y={barY(step)}
              left={left}
              width={width}
              text={format(step)}
              strong={step === 0}
            />
          ))}
          <path
            d={linePath(
              steps.map((step) => step.closing),
              middle,
              lineY,
            )}
            className={own.closing}
          />
          {steps.map((step, at) => (
            <circle key={step.label} cx={middle(at)} cy={lineY(step.closing)} r={2.5} className={own.dot}>
              <title>{`${labelOf(step.label)} ${names.closing} ${format(step.closing)}`}</title>
            </circle>
          ))}
          <g ref={bars} onKeyDown={(event) => walk(event, bars.current)}>
            {steps.map((step, at) =>
              sums[at]!.parts.map(({ key, from, to, title }) => {
                const isChosen = chosen?.label === step.label && chosen.key === key
                const open = () => onOpen(step.label, key)
                return (
                  <rect
                    key={`${step.label} ${key}`}
                    x={middle(at) - wide / 2}
                    width={wide}
                    y={barY(to)}
                    height={Math.max(1.5, barY(from) - barY(to))}
                    style={{ fill: kinds.find((kind) => kind.key === key)?.color }}
                    className={own.part}
                    data-chosen={isChosen || undefined}
                    data-step={at}
                    role="button"
                    aria-label={title}
                    aria-pressed={isChosen}
                    tabIndex={firstKey?.label === step.label && firstKey.key === key ? 0 : -1}
                    onClick={open}
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter' && event.key !== ' ') return
                      event.preventDefault()
                      open()
                    }}
                  >
                    <title>{title}</title>
                  </rect>
                )
              }),
            )}
          </g>
          {steps.map((step, at) =>
            at % every === 0 ? (
              <text key={step.label} x={middle(at)} y={height - 5} textAnchor="middle" className={styles.tick}>
                {labelOf(step.label)}
              </text>
            ) : null,
          )}
        </svg>
      </div>
    </ChartFrame>
  )
}

/** Gains stand one on the other above 0, losses hang one under the other below it. */
function stackOf({ parts }: WaterfallStep) {
  let [low, high] = [0, 0]
  const stacked = parts.flatMap(({ key, value, title }) => {
    if (value === 0) return []
    if (value > 0) return [{ key, title, from: high, to: (high += value) }]
    return [{ key, title, to: low, from: (low += value) }]
  })
  return { parts: stacked, low, high }
}

/** Round steps from below 0 to above it, 0 among them. */
function spread(low: number, high: number): number[] {
  const up = ticks(0, Math.max(high, -low, 1), 3)
  const down = up.filter((step) => step > 0 && step - (up[1] ?? 0) < -low).map((step) => -step)
  return [...down.toReversed(), ...up.filter((step) => step === 0 || step - (up[1] ?? 0) < high)]
}

function firstPart(steps: readonly WaterfallStep[]) {
  const step = steps.findLast(({ parts }) => parts.some(({ value }) => value !== 0))
  const part = step?.parts.find(({ value }) => value !== 0)
  return step && part ? { label: step.label, key: part.key } : null
}

/** Up and down within a stretch, left and right to the next one that has parts. */
function walk(event: KeyboardEvent, group: SVGGElement | null): void {
  const parts = [...(group?.querySelectorAll<SVGRectElement>('[role=button]') ?? [])]
  const here = parts.findIndex((part) => part === document.activeElement)
  if (here < 0) return
  const stepOf = (part: SVGRectElement | undefined) => Number(part?.dataset['step'])
  const mine = stepOf(parts[here])
  const next = {
    ArrowDown: () => parts[here + 1],
    ArrowUp: () => parts[here - 1],
    ArrowRight: () => parts.find((part) => stepOf(part) > mine),
    ArrowLeft: () => {
      const before = stepOf(parts.findLast((part) => stepOf(part) < mine))
      return parts.find((part) => stepOf(part) === before)
    },
  }[event.key]
  if (!next) return
  event.preventDefault()
  next()?.focus()
}

function Grid({
  y,
  left,
  width,
  text,
  strong = false,
}: {
  y: number
  left: number
  width: number
  text: string
  strong?: boolean
}) {
  return (
    <g>
      <line x1={left} x2={width - 6} y1={y} y2={y} className={strong ? own.zero : styles.grid} />
      <text x={left - 6} y={y + 4} textAnchor="end" className={styles.tick}>
        {text}
      </text>
    </g>
  )
}

function Colors({ kinds, closing }: { kinds: readonly WaterfallKind[]; closing: string }) {
  return (
    <span className={styles.legend}>
      <span>
        <i style={{ background: 'var(--ink-2)' }} /> {closing}
      </span>
      {kinds.map(({ key, name, color }) => (
        <span key={key}>
          <i className={own.patch} style={{ background: color }} /> {name}
        </span>
      ))}
    </span>
  )
}

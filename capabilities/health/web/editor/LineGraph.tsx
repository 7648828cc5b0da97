import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ticks } from '#web/chart/scale.ts'
import { useWidth } from '#web/chart/useWidth.ts'
import styles from './editor.module.css'
import { type Domain, domainOf, placed, stepOf } from './lineScale.ts'

type Corner = { readonly at: number; readonly points: number }

const frame = { left: 34, right: 12, top: 12, foot: 24, height: 190 }

/** A line whose corners are dragged, or moved by the arrow keys: up and down the points, left and right the value. */
export function LineGraph({
  label,
  corners,
  whole,
  said,
  onMove,
  onSettle,
  onRemove,
  bounds,
}: {
  label: string
  corners: readonly Corner[]
  /** Values are counted: no fractions. */
  whole: boolean
  said: (value: number) => string
  onMove: (index: number, corner: Corner) => void
  onSettle: () => void
  onRemove: (index: number) => void
  /** The values there are, where they have ends; left out: none. */
  bounds?: Domain
}) {
  const { t } = useTranslation('scorecards')
  const [box, width] = useWidth()
  const svg = useRef<SVGSVGElement>(null)
  // While a corner is dragged what is shown stays as it was, or it would run away from the pointer.
  const [held, setHeld] = useState<{ index: number; domain: Domain } | null>(null)
  const shown = bounds ? domainOf([{ at: bounds.from }, { at: bounds.to }]) : domainOf(corners)
  const domain = held?.domain ?? shown
  const step = stepOf(domain, whole)
  const [inner, high] = [width - frame.left - frame.right, frame.height - frame.top - frame.foot]
  const x = (at: number) => frame.left + ((at - domain.from) / (domain.to - domain.from)) * inner
  const y = (points: number) => frame.top + (1 - points / 100) * high
  const move = (index: number, to: Corner) => onMove(index, placed(corners, index, to, step))

  const onDrag = (event: PointerEvent) => {
    const area = svg.current?.getBoundingClientRect()
    if (!held || !area) return
    const at = domain.from + ((event.clientX - area.left - frame.left) / inner) * (domain.to - domain.from)
    move(held.index, { at, points: (1 - (event.clientY - area.top - frame.top) / high) * 100 })
  }
  const letGo = () => {
    setHeld(null)
    onSettle()
  }
  const onKey = (index: number, event: KeyboardEvent) => {
    const corner = corners[index]!
    const far = event.shiftKey ? 10 : 1
    const moves: Record<string, () => void> = {
      ArrowUp: () => move(index, { ...corner, points: corner.points + far }),
      ArrowDown: () => move(index, { ...corner, points: corner.points - far }),
      ArrowRight: () => move(index, { ...corner, at: corner.at + step * far }),
      ArrowLeft: () => move(index, { ...corner, at: corner.at - step * far }),
      Home: () => move(index, { ...corner, points: 0 }),
      End: () => move(index, { ...corner, points: 100 }),
      Delete: () => onRemove(index),
    }
    const work = moves[event.key]
    if (!work || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    work()
  }
  const first = corners[0]
  const last = corners.at(-1)
  if (!first || !last) return null
  const path = corners.map(({ at, points }, i) => `${i === 0 ? 'M' : 'L'}${x(at)} ${y(points)}`).join('')
  const marks = ticks(domain.from, domain.to, width < 420 ? 3 : 5).filter((at) => at >= domain.from && at <= domain.to)
  return (
    <div ref={box} className={styles.graph}>
      <svg ref={svg} width={width} height={frame.height} role="group" aria-label={label}>
        {[0, 25, 50, 75, 100].map((points) => (
          <g key={points}>
            <line x1={frame.left} x2={width - frame.right} y1={y(points)} y2={y(points)} className={styles.grid} />
            <text x={frame.left - 6} y={y(points) + 4} textAnchor="end" className={styles.tick}>
              {points}
            </text>
          </g>
        ))}
        {marks.map((at) => (
          <text key={at} x={x(at)} y={frame.height - 6} textAnchor="middle" className={styles.tick}>
            {said(at)}
          </text>
        ))}
        <path d={`M${frame.left} ${y(first.points)}H${x(first.at)}`} className={styles.flat} />
        <path d={`M${x(last.at)} ${y(last.points)}H${width - frame.right}`} className={styles.flat} />
        <path d={path} className={styles.curve} />
        {corners.map(({ at, points }, index) => (
          <g
            // Corners are told apart by their order alone: their values change while they are dragged.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            role="slider"
            tabIndex={0}
            className={styles.corner}
            data-held={held?.index === index || undefined}
            aria-label={t('curve.corner', { number: index + 1, of: corners.length })}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={points}
            aria-valuetext={t('curve.cornerValue', { value: said(at), points })}
            onKeyDown={(event) => onKey(index, event)}
            onBlur={onSettle}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              event.currentTarget.focus()
              setHeld({ index, domain: shown })
            }}
            onPointerMove={onDrag}
            onPointerUp={letGo}
            onPointerCancel={letGo}
          >
            <circle cx={x(at)} cy={y(points)} r={16} className={styles.grip} />
            <circle cx={x(at)} cy={y(points)} r={6} className={styles.knob} />
            {held?.index === index ? (
              <text
                x={Math.min(Math.max(x(at), 60), width - 60)}
                y={y(points) < 34 ? y(points) + 26 : y(points) - 14}
                textAnchor="middle"
                className={styles.reading}
              >
                {t('curve.cornerValue', { value: said(at), points })}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
    </div>
  )
}

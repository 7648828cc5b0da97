import { useTranslation } from 'react-i18next'
import { ChartFrame } from '#web/chart/ChartFrame.tsx'
import { ticks } from '#web/chart/scale.ts'
import { useWidth } from '#web/chart/useWidth.ts'
import { useFormat } from '#web/session.ts'
import type { Tried } from './apis.ts'
import styles from './rules.module.css'

type Week = Tried['weeks'][number]

const left = 40
const right = 6
const top = 8
const barsHeight = 92
const lossesTop = 112
const lossSize = 9
const mostMarks = 4
const kinds = ['lost', 'kept', 'open'] as const

/** Week by week: the CTAs that would have been, by what followed, and below them the losses, noticed or missed. */
export function Timeline({ weeks }: { weeks: readonly Week[] }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const [frame, width] = useWidth()
  const sum = (week: Week) => week.lost + week.kept + week.open
  const steps = ticks(0, Math.max(2, ...weeks.map(sum)), 2).filter(Number.isInteger)
  const high = Math.max(2, ...weeks.map(sum))
  const slot = (width - left - right) / Math.max(1, weeks.length)
  const x = (at: number) => left + at * slot
  const y = (value: number) => top + (1 - value / high) * barsHeight
  const marks = Math.min(mostMarks, Math.max(1, ...weeks.map((week) => week.caught + week.missed)))
  const foot = lossesTop + 12 + marks * (lossSize + 3)
  const names = ['lost', 'kept', 'open', 'caught', 'missed'] as const
  const every = Math.ceil(weeks.length / Math.max(1, Math.floor((width - left) / 84)))
  return (
    <ChartFrame
      label={t('chart.label')}
      head={[t('chart.week'), ...names.map((name) => t(`chart.${name}`))]}
      rows={weeks.map((week) => [format.dayTable(week.from), ...names.map((name) => format.number(week[name]))])}
      legend={
        <span className={styles.legend}>
          {names.map((name) => (
            <span key={name}>
              <i data-kind={name} /> {t(`chart.${name}`)}
            </span>
          ))}
        </span>
      }
    >
      <div ref={frame} className={styles.canvas}>
        <svg width={width} height={foot + 18} role="img" aria-label={t('chart.label')}>
          {steps
            .filter((step) => step <= high * 1.02)
            .map((step) => (
              <g key={step}>
                <line x1={left} x2={width - right} y1={y(step)} y2={y(step)} className={styles.grid} />
                <text x={left - 6} y={y(step) + 4} textAnchor="end" className={styles.tick}>
                  {format.number(step)}
                </text>
              </g>
            ))}
          <text x={left - 6} y={lossesTop + 12} textAnchor="end" className={styles.tick}>
            {t('chart.losses')}
          </text>
          {weeks.map((week, at) => (
            <g key={week.from}>
              <Bar week={week} x={x(at) + slot * 0.15} width={Math.max(2, slot * 0.7)} y={y} />
              <Losses week={week} x={x(at) + slot / 2} />
              {at % every === 0 && x(at) + 56 < width ? (
                <text x={x(at)} y={foot + 12} className={styles.tick}>
                  {format.dayTable(week.from).slice(2)}
                </text>
              ) : null}
              <rect x={x(at)} y={0} width={slot} height={foot} fill="transparent">
                <title>
                  {`${format.dayPlain(week.from)}: ${names.map((name) => `${t(`chart.${name}`)} ${week[name]}`).join(' · ')}`}
                </title>
              </rect>
            </g>
          ))}
        </svg>
      </div>
    </ChartFrame>
  )
}

function Bar({ week, x, width, y }: { week: Week; x: number; width: number; y: (value: number) => number }) {
  let from = 0
  return kinds.map((kind) => {
    const [low, high] = [from, from + week[kind]]
    from = high
    if (low === high) return null
    return (
      <rect
        key={kind}
        data-kind={kind}
        x={x}
        width={width}
        y={y(high)}
        height={y(low) - y(high)}
        className={styles.firing}
      />
    )
  })
}

/** A filled mark for each loss that was noticed, an empty one for each that was missed. */
function Losses({ week, x }: { week: Week; x: number }) {
  const all = [...Array<'missed'>(week.missed).fill('missed'), ...Array<'caught'>(week.caught).fill('caught')]
  const shown = all.length > mostMarks ? all.slice(0, mostMarks - 1) : all
  return (
    <>
      {shown.map((kind, at) => (
        <rect
          key={`${kind} ${at.toString()}`}
          data-kind={kind}
          x={x - lossSize / 2}
          y={lossesTop + 4 + at * (lossSize + 3)}
          width={lossSize}
          height={lossSize}
          rx={1.5}
          className={styles.loss}
        />
      ))}
      {shown.length < all.length ? (
        <text x={x} y={lossesTop + 13 + shown.length * (lossSize + 3)} textAnchor="middle" className={styles.tick}>
          +{all.length - shown.length}
        </text>
      ) : null}
    </>
  )
}

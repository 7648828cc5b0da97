import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '#kernel/day.ts'
import { useWidth } from '#web/chart/useWidth.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Plan, Step } from './apis.ts'
import styles from './gantt.module.css'
import { scaleOf, type Scale } from './ganttScale.ts'
import type { StepsProps } from './StepList.tsx'
import { shapes } from './words.tsx'

const rowHeight = 28
const headHeight = 26
const bar = { top: 6, height: 10 }

/**
 * The steps along the calendar: what each takes now above what was first planned, today as a line, and what waits for
 * what. Names stand beside it and open the step; the list says the same in words.
 */
export function Gantt({ plan, mayWrite, onEdit }: StepsProps) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const [frame, width] = useWidth()
  const today = format.today()
  const scale = useMemo(() => {
    const days = plan.steps.flatMap((step) => [
      step.startOn,
      step.endOn,
      step.dueOn,
      step.baselineStartOn,
      step.baselineDueOn,
    ])
    return scaleOf([...days, today, plan.kickOffOn, ...(plan.targetOn ? [plan.targetOn] : [])], width - 2)
  }, [plan, today, width])
  const height = headHeight + plan.steps.length * rowHeight
  return (
    <div className={styles.gantt}>
      <ol className={styles.names} style={{ paddingTop: headHeight }} aria-label={t('views.gantt')}>
        {plan.steps.map((step) => (
          <li key={step.id} style={{ height: rowHeight }}>
            <NameOf step={step} onEdit={mayWrite ? onEdit : null} />
          </li>
        ))}
      </ol>
      <div ref={frame} className={styles.frame}>
        {/* Scrolls sideways where it is wider than its place; by keyboard as well. */}
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('gantt.region')}>
          <svg width={scale.width} height={height} role="img" aria-label={t('gantt.label', { name: plan.name })}>
            <Months scale={scale} height={height} />
            <Waits steps={plan.steps} scale={scale} />
            {plan.steps.map((step, at) => (
              <StepBar key={step.id} step={step} y={headHeight + at * rowHeight} scale={scale} />
            ))}
            <Line scale={scale} day={today} height={height} kind="today" label={t('gantt.today')} />
            {plan.targetOn ? (
              <Line scale={scale} day={plan.targetOn} height={height} kind="target" label={t('head.target')} />
            ) : null}
          </svg>
        </div>
        <p className={styles.legend}>
          <i data-kind="ours" /> {t('sides.ours')} <i data-kind="theirs" /> {t('sides.theirs')} <i data-kind="late" />{' '}
          {t('gantt.late')} <i data-kind="baseline" /> {t('gantt.baseline')}
        </p>
      </div>
    </div>
  )
}

function NameOf({ step, onEdit }: { step: Step; onEdit: ((step: Step) => void) | null }) {
  const { language } = useFormat()
  const name = inLanguage(step.name, language)
  const shown = (
    <>
      <span aria-hidden="true">{shapes[step.state.is]}</span> {name}
    </>
  )
  if (!onEdit) return <span title={name}>{shown}</span>
  return (
    <button type="button" title={name} onClick={() => onEdit(step)}>
      {shown}
    </button>
  )
}

const Months = memo(function Months({ scale, height }: { scale: Scale; height: number }) {
  const format = useFormat()
  return scale.months.map((month) => (
    <g key={month}>
      <line className={styles.grid} x1={scale.x(month)} x2={scale.x(month)} y1={0} y2={height} />
      <text className={styles.month} x={scale.x(month) + 4} y={15}>
        {format.month(month)}
      </text>
    </g>
  ))
})

const StepBar = memo(function StepBar({ step, y, scale }: { step: Step; y: number; scale: Scale }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const after = (day: string) => scale.x(addDays(day as Day, 1))
  const width = (from: string, to: string) => Math.max(4, after(to) - scale.x(from))
  const to = step.state.is === 'done' ? step.endOn : step.dueOn
  const span = { from: format.day(step.startOn), to: format.day(to) }
  return (
    <g>
      <title>{`${inLanguage(step.name, format.language)} ${t('step.span', span)}`}</title>
      <rect
        className={styles.baseline}
        x={scale.x(step.baselineStartOn)}
        y={y + bar.top + bar.height + 2}
        width={width(step.baselineStartOn, step.baselineDueOn)}
        height={3}
        rx={1.5}
      />
      {step.state.is === 'skipped' ? null : (
        <rect
          className={styles.bar}
          data-side={step.side}
          data-state={step.state.is}
          x={scale.x(step.startOn)}
          y={y + bar.top}
          width={width(step.startOn, to)}
          height={bar.height}
          rx={3}
        />
      )}
      {step.lateDays > 0 ? (
        <rect
          className={styles.late}
          x={after(step.dueOn)}
          y={y + bar.top}
          width={Math.max(4, after(step.endOn) - after(step.dueOn))}
          height={bar.height}
          rx={3}
        />
      ) : null}
    </g>
  )
})

/** From the end of a step down or up to the beginning of those that wait for it. */
const Waits = memo(function Waits({ steps, scale }: { steps: Plan['steps']; scale: Scale }) {
  const at = new Map(steps.map((step, index) => [step.id, index]))
  const middle = (index: number) => headHeight + index * rowHeight + bar.top + bar.height / 2
  const path = steps.flatMap((step, index) =>
    step.after.flatMap((id) => {
      const before = at.get(id)
      if (before === undefined) return []
      const from = scale.x(addDays(steps[before]!.endOn as Day, 1))
      const to = scale.x(step.startOn)
      const turn = Math.max(from, to) + 3
      return `M${from} ${middle(before)}H${turn}V${middle(index)}H${to}`
    }),
  )
  return <path className={styles.waits} d={path.join('')} />
})

function Line({
  scale,
  day,
  height,
  kind,
  label,
}: {
  scale: Scale
  day: string
  height: number
  kind: 'today' | 'target'
  label: string
}) {
  return (
    <g className={styles.line} data-kind={kind}>
      <title>{label}</title>
      <line x1={scale.x(day)} x2={scale.x(day)} y1={18} y2={height} />
    </g>
  )
}

import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

const marks = { waiting: '○', ready: '●', doing: '◐', done: '✓', skipped: '−' } as const

/** A step in a line: how it stands, when, and with whom it lies. */
export function StepLine({ step, withRole = false }: { step: PortalStep; withRole?: boolean }) {
  const { words, text, day, doings, disabled } = useView()
  const isOver = step.state === 'done' || step.state === 'skipped'
  const when = step.state === 'done' ? words.closedOn(day(step.endOn), step.closedBy) : words.due(day(step.dueOn))
  const waits = step.waitsFor.map(({ name, role, who }) => words.waited(text(name), who ?? words.roles[role]))
  return (
    <li className={styles.line} data-state={step.state}>
      <span className={styles.mark} aria-hidden="true">
        {marks[step.state]}
      </span>
      <div>
        <b>{text(step.name)}</b>
        <div className={light.note}>
          {words.states[step.state]} · {step.isLate && !isOver ? words.late(day(step.dueOn)) : when}
          {withRole ? ` · ${words.roles[step.role]}${step.who ? `(${step.who})` : ''}` : null}
        </div>
        {step.state === 'waiting' && waits.length > 0 ? (
          <div className={light.note}>{words.waitsFor(waits.join(words.listGlue))}</div>
        ) : null}
      </div>
      {step.mayReopen && !withRole ? (
        <button
          type="button"
          className={light.plain}
          aria-label={words.reopenOf(text(step.name))}
          disabled={disabled}
          onClick={() => void doings?.setDone(step, false)}
        >
          {words.reopen}
        </button>
      ) : null}
    </li>
  )
}

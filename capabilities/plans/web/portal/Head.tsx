import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

const marks = { done: '✓', now: '●', ahead: '○' } as const

/** Whose page it is, and the way with the place they are at. */
export function Head() {
  const { portal, words, text, day } = useView()
  const { plan, guest, stages, account } = portal
  const percent = Math.round(plan.donePercent)
  return (
    <header className={styles.head}>
      <p className={light.note}>{account}</p>
      <h1>{plan.name}</h1>
      <p>
        {guest.name ? <b>{words.hello(guest.name)}</b> : null}{' '}
        <span className={light.chip}>{words.roles[guest.role]}</span>
      </p>
      {plan.status === 'stopped' ? <p className={light.told}>{words.stopped}</p> : null}
      {plan.status === 'done' ? <p className={light.good}>{words.finishedPlan}</p> : null}
      <div className={styles.whole}>
        <label htmlFor="whole">{words.progress}</label>
        <progress id="whole" max={100} value={percent} />
        <b className="num">{percent}%</b>
      </div>
      <ol className={styles.stages} aria-label={words.stages}>
        {stages.map((stage) => (
          <li key={stage.id} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
            <span className={styles.stageMark}>
              <span aria-hidden="true">{marks[stage.state]}</span>
              <span className="num">{words.over(stage.over, stage.all)}</span>
            </span>
            <span>{text(stage.name)}</span>
            {stage.state === 'now' ? <b>{words.stageNow}</b> : null}
          </li>
        ))}
      </ol>
      <p className={light.note}>
        {[
          plan.finishOn && plan.status === 'running' ? words.finish(day(plan.finishOn)) : null,
          plan.targetOn ? words.target(day(plan.targetOn)) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  )
}

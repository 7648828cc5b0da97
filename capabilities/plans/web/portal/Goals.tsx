import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

/** What the plan is for: its purpose, its goals with the figure from before, how the product is to be used. */
export function Goals() {
  const { portal, words } = useView()
  const { purpose, goals, policy } = portal.plan
  return (
    <section className={light.card} aria-labelledby="goals">
      <h2 id="goals">{words.goals}</h2>
      {purpose ? <p className={styles.body}>{purpose}</p> : null}
      {goals.length === 0 && !purpose ? <p className={light.note}>{words.goalsEmpty}</p> : null}
      <ul className={styles.goals}>
        {goals.map((goal, at) => (
          <li key={`${goal.name}-${at}`}>
            <b>{goal.name}</b>
            <span>
              {goal.before ? (
                <>
                  <span className={light.note}>{words.before}</span> {goal.before} →{' '}
                </>
              ) : null}
              <span className={light.note}>{words.aim}</span> <strong>{goal.target}</strong>
            </span>
          </li>
        ))}
      </ul>
      {policy ? (
        <>
          <h3 className={styles.stage}>{words.policy}</h3>
          <p className={styles.body}>{policy}</p>
        </>
      ) : null}
    </section>
  )
}

/** Who is asked to agree to the plan does it here, once. */
export function Agreement() {
  const { portal, words, day, doings, disabled } = useView()
  const { asked, agreedOn } = portal.agreement
  if (!asked) return null
  return (
    <section className={light.card} aria-labelledby="agreement">
      <h2 id="agreement">{words.agreement}</h2>
      {agreedOn ? (
        <p className={light.good}>{words.agreed(day(agreedOn))}</p>
      ) : (
        <>
          <p>{words.agreementText}</p>
          <div className={light.acts}>
            <button type="button" className={light.primary} disabled={disabled} onClick={() => void doings?.agree()}>
              {words.agree}
            </button>
          </div>
        </>
      )}
    </section>
  )
}

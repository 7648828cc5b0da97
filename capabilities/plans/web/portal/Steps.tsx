import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import light from '#web/light/light.module.css'
import { StepCard } from './StepCard.tsx'
import { StepLine } from './StepLine.tsx'
import styles from './portal.module.css'
import { useView } from './view.ts'

const isOver = ({ state }: PortalStep) => state === 'done' || state === 'skipped'

/** What is next for whoever looks, in detail; then what comes after, and what is done. A promoter sees all steps. */
export function Steps() {
  const { portal, words, text } = useView()
  const mine = portal.steps.filter(({ isMine }) => isMine)
  const now = mine.filter(({ state }) => state === 'ready' || state === 'doing')
  const later = mine.filter(({ state }) => state === 'waiting')
  const done = mine.filter(isOver)
  const others = portal.steps.some(({ isMine }) => !isMine)
  return (
    <>
      <section className={light.card} aria-labelledby="next">
        <h2 id="next">{words.next}</h2>
        {portal.hoursLeft > 0 ? <p className={light.note}>{words.hoursLeft(words.hours(portal.hoursLeft))}</p> : null}
        {now.length === 0 ? <Waiting later={later} /> : null}
        {now.map((step) => (
          <StepCard key={step.id} step={step} />
        ))}
      </section>
      <Lines id="later" title={words.later} steps={later} />
      <Lines id="done" title={words.done} steps={done} />
      {others ? (
        <section className={light.card} aria-labelledby="all">
          <h2 id="all">{words.allSteps}</h2>
          {portal.stages.map((stage) => (
            <details key={stage.id} className={styles.folded} open={stage.state === 'now'}>
              <summary>
                {text(stage.name)} <span className={light.note}>{words.over(stage.over, stage.all)}</span>
              </summary>
              <ul className={styles.lines}>
                {portal.steps
                  .filter(({ stageId }) => stageId === stage.id)
                  .map((step) => (
                    <StepLine key={step.id} step={step} withRole />
                  ))}
              </ul>
            </details>
          ))}
        </section>
      ) : null}
    </>
  )
}

/** Nothing to do now: who has to finish what first, or that all is done. */
function Waiting({ later }: { later: readonly PortalStep[] }) {
  const { portal, words, text, day } = useView()
  const [next] = later
  if (!next) return <p className={light.good}>{words.allDone}</p>
  const names = next.waitsFor.map(({ name, role, who }) => words.waited(text(name), who ?? words.roles[role]))
  return (
    <>
      <p>
        <b>{words.nothingNow}</b>
      </p>
      {names.length > 0 ? <p>{words.waitsFor(names.join(words.listGlue))}</p> : null}
      {portal.plan.status === 'running' ? <p className={light.note}>{words.turn(day(next.startOn))}</p> : null}
    </>
  )
}

function Lines({ id, title, steps }: { id: string; title: string; steps: readonly PortalStep[] }) {
  if (steps.length === 0) return null
  return (
    <section className={light.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.lines}>
        {steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ul>
    </section>
  )
}

import { useState } from 'react'
import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import light from '#web/light/light.module.css'
import { AskForm, ThreadList } from './Questions.tsx'
import { FileLines, UploadButton } from './Files.tsx'
import styles from './portal.module.css'
import { useView } from './view.ts'

/** A step that can be done now: what to do, how long it takes, what there is to read, and everything to do about it. */
export function StepCard({ step }: { step: PortalStep }) {
  const { portal, words, text, day, doings, disabled, content } = useView()
  const [asking, setAsking] = useState(false)
  const name = text(step.name)
  const ofStep = <One extends { stepId: string | null }>(all: readonly One[]) =>
    all.filter(({ stepId }) => stepId === step.id)
  return (
    <article className={styles.step} aria-labelledby={`step-${step.id}`}>
      <h3 id={`step-${step.id}`}>{name}</h3>
      <p className={styles.facts}>
        <span className={step.isLate ? light.late : undefined}>
          {step.isLate ? words.late(day(step.dueOn)) : words.due(day(step.dueOn))}
        </span>
        {step.effortHours > 0 ? <span>{words.takes(words.hours(step.effortHours))}</span> : null}
      </p>
      {text(step.help) ? <p>{text(step.help)}</p> : null}
      {content?.(step)}
      <p className={light.note}>{words.closes[step.closes]}</p>
      <div className={light.acts}>
        {step.mayFinish ? (
          <button
            type="button"
            className={light.primary}
            aria-label={words.finishOf(name)}
            disabled={disabled}
            onClick={() => void doings?.setDone(step, true)}
          >
            {words.finishStep}
          </button>
        ) : null}
        <UploadButton stepId={step.id} label={words.uploadOf(name)} primary={step.closes === 'file'} />
        <button
          type="button"
          className={light.plain}
          aria-label={words.askOf(name)}
          aria-expanded={asking}
          disabled={disabled}
          onClick={() => setAsking(!asking)}
        >
          {words.ask}
        </button>
      </div>
      {asking ? <AskForm stepId={step.id} onSent={() => setAsking(false)} /> : null}
      <ThreadList threads={ofStep(portal.threads)} />
      <FileLines files={ofStep(portal.files)} />
    </article>
  )
}

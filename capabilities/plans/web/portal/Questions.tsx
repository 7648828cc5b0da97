import { type FormEvent, useId, useState } from 'react'
import type { Thread } from '#capabilities/plans/contract/portal.ts'
import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

/** What was asked and answered, and the place to ask about anything. */
export function Questions() {
  const { portal, words } = useView()
  const cards = new Set(portal.steps.filter(({ isMine, state }) => isMine && state !== 'waiting').map(({ id }) => id))
  const open = new Set(
    portal.steps.filter(({ isMine, state }) => isMine && (state === 'ready' || state === 'doing')).map(({ id }) => id),
  )
  // Those of a step that stands in detail above are there.
  const threads = portal.threads.filter(({ stepId }) => stepId === null || !cards.has(stepId) || !open.has(stepId))
  return (
    <section className={light.card} aria-labelledby="questions">
      <h2 id="questions">{words.threads}</h2>
      {threads.length === 0 ? <p className={light.note}>{words.threadsEmpty}</p> : null}
      <ThreadList threads={threads} withStep />
      <AskForm stepId={null} />
    </section>
  )
}

/** A question or a message, kept in the field until it has arrived. */
export function AskForm({ stepId, onSent }: { stepId: string | null; onSent?: () => void }) {
  const { words, doings, disabled } = useView()
  const [body, setBody] = useState('')
  const id = useId()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await doings?.ask(stepId, body))) return
    setBody('')
    onSent?.()
  }
  return (
    <form className={light.form} onSubmit={(event) => void send(event)}>
      <label htmlFor={id}>{words.askLabel}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={4000}
        required
        value={body}
        disabled={doings === null}
        onChange={({ target }) => setBody(target.value)}
      />
      <div className={light.acts}>
        <button type="submit" className={light.second} disabled={disabled || body.trim() === ''}>
          {words.askSend}
        </button>
      </div>
    </form>
  )
}

export function ThreadList({ threads, withStep = false }: { threads: readonly Thread[]; withStep?: boolean }) {
  const { portal, words, text, moment } = useView()
  if (threads.length === 0) return null
  const nameOf = (id: string | null) => portal.steps.find((step) => step.id === id)?.name
  return (
    <ul className={styles.threads}>
      {threads.map((thread) => {
        const step = withStep ? nameOf(thread.stepId) : undefined
        return (
          <li key={thread.id}>
            {step ? <p className={light.note}>{words.about(text(step))}</p> : null}
            {[thread, ...thread.replies].map((said) => (
              <div key={said.id} className={styles.said} data-side={said.by.side}>
                <p className={light.note}>
                  <b>{said.by.name}</b> <time dateTime={said.at}>{moment(said.at)}</time>
                </p>
                <p className={styles.body}>{said.body}</p>
              </div>
            ))}
            {thread.by.side === 'theirs' ? (
              <span className={thread.answeredAt ? light.good : light.chip}>
                {thread.answeredAt ? words.answered : words.waiting}
              </span>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

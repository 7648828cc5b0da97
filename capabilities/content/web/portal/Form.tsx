import { type FormEvent, useState } from 'react'
import {
  answeredCount,
  type Answer,
  type AnswerFlaw,
  type Answers,
  flawsOfAnswers,
  type Question,
} from '#capabilities/content/core/form.ts'
import type { Language } from '#capabilities/content/core/item.ts'
import { QuestionField } from './QuestionField.tsx'
import styles from './portal.module.css'
import { portalWords } from './words.ts'

/**
 * A hearing sheet to be answered. It can be kept half-way and sent once what is required is there; after that it can be
 * changed until it is closed. `onSave` keeps the answers and rejects where that failed; without it the sheet is a preview.
 */
export function Form({
  questions,
  given,
  language,
  sent = false,
  closed = false,
  onSave,
}: {
  questions: readonly Question[]
  given: Answers
  language: Language
  sent?: boolean
  closed?: boolean
  onSave?: (answers: Answers, send: boolean) => Promise<unknown>
}) {
  const words = portalWords[language]
  const [answers, setAnswers] = useState<Answers>(given)
  const [flaws, setFlaws] = useState<ReadonlyMap<string, AnswerFlaw>>(new Map())
  const [state, setState] = useState<'resting' | 'busy' | 'saved' | 'sent' | 'failed'>('resting')
  const set = (key: string, answer: Answer) => {
    setAnswers((now) => ({ ...now, [key]: answer }))
    setState('resting')
  }
  const save = async (send: boolean) => {
    const found = flawsOfAnswers(questions, answers, send)
    setFlaws(new Map(found.map(({ key, flaw }) => [key, flaw])))
    if (found[0]) {
      document.getElementById(`question-${found[0].key}`)?.focus()
      return
    }
    setState('busy')
    try {
      await onSave?.(answers, send)
      setState(send ? 'sent' : 'saved')
    } catch {
      setState('failed')
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(true)
  }
  return (
    <form className={styles.form} noValidate onSubmit={submit} aria-busy={state === 'busy'}>
      {closed ? <p className={styles.note}>{words.closed}</p> : null}
      <ol className={styles.questions}>
        {questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            answer={answers[question.key] ?? null}
            flaw={flaws.get(question.key)}
            language={language}
            disabled={closed}
            onChange={(answer) => set(question.key, answer)}
          />
        ))}
      </ol>
      {onSave && !closed ? (
        <div className={styles.foot}>
          <span className={styles.count}>{words.progress(answeredCount(questions, [answers]), questions.length)}</span>
          {sent ? null : (
            <button
              type="button"
              className={styles.second}
              disabled={state === 'busy'}
              onClick={() => void save(false)}
            >
              {words.save}
            </button>
          )}
          <button type="submit" className={styles.first} disabled={state === 'busy'}>
            {sent ? words.sendAgain : words.send}
          </button>
          <span role="status" className={styles.told} data-failed={state === 'failed' || flaws.size > 0 || undefined}>
            {flaws.size > 0
              ? words.fix
              : state === 'saved' || state === 'sent' || state === 'failed'
                ? words[state]
                : ''}
          </span>
        </div>
      ) : null}
    </form>
  )
}

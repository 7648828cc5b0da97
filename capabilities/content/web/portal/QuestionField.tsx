import {
  type Answer,
  type AnswerFlaw,
  longestAnswer,
  longestText,
  type Question,
  scale,
} from '#capabilities/content/core/form.ts'
import { inOr, type Language } from '#capabilities/content/core/item.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import styles from './portal.module.css'
import { portalWords } from './words.ts'

type Props = {
  question: Question
  answer: Answer
  flaw: AnswerFlaw | undefined
  language: Language
  disabled: boolean
  onChange: (answer: Answer) => void
}

/** One question and the place for its answer. */
export function QuestionField({ question, answer, flaw, language, disabled, onChange }: Props) {
  const words = portalWords[language]
  const id = `question-${question.key}`
  const label = inOr(question.label, language)
  const help = inOr(question.help, language)
  const told = [help.text ? `${id}-help` : '', flaw ? `${id}-flaw` : ''].filter(Boolean).join(' ')
  const isGroup = ['choice', 'choices', 'scale', 'yes_no'].includes(question.kind)
  const named = { id, 'aria-describedby': told || undefined, 'aria-invalid': flaw ? true : undefined, disabled }
  const mark = <span className={styles.need}>{question.required ? words.required : words.optional}</span>
  const field = <Field {...{ question, answer, language, disabled, onChange, named }} />
  const rest = (
    <>
      {help.text ? (
        <p id={`${id}-help`} className={styles.help} lang={help.language}>
          {help.text}
        </p>
      ) : null}
      {field}
      {flaw ? (
        <p id={`${id}-flaw`} className={styles.flaw} role="alert">
          {words.flaws[flaw]}
        </p>
      ) : null}
    </>
  )
  if (isGroup)
    return (
      <li className={styles.question}>
        <fieldset id={id} tabIndex={-1} aria-describedby={told || undefined} disabled={disabled}>
          <legend lang={label.language}>
            {label.text} {mark}
          </legend>
          {rest}
        </fieldset>
      </li>
    )
  return (
    <li className={styles.question}>
      <label htmlFor={id} lang={label.language}>
        {label.text} {mark}
      </label>
      {rest}
    </li>
  )
}

type Named = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
  disabled: boolean
}

type FieldProps = Omit<Props, 'flaw'> & { named: Named }

function Field({ question, answer, language, disabled, onChange, named }: FieldProps) {
  const words = portalWords[language]
  const textOf = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  switch (question.kind) {
    case 'text':
      return (
        <input
          {...named}
          type="text"
          maxLength={longestAnswer}
          value={textOf}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'long_text':
      return (
        <textarea
          {...named}
          rows={4}
          maxLength={longestText}
          value={textOf}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
      // As it is typed, full-width digits included; it becomes a number when the field is left.
      return (
        <input
          {...named}
          type="text"
          inputMode="decimal"
          value={textOf}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={(event) => onChange(parseNumber(event.currentTarget.value) ?? event.currentTarget.value)}
        />
      )
    case 'date':
      return <input {...named} type="date" value={textOf} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'yes_no':
      return (
        <Options
          name={named.id}
          options={[
            { key: 'yes', label: words.yes },
            { key: 'no', label: words.no },
          ]}
          chosen={answer === true ? ['yes'] : answer === false ? ['no'] : []}
          onChoose={(key) => onChange(key === 'yes')}
        />
      )
    case 'scale':
      return <Scale question={question} language={language} answer={answer} name={named.id} onChange={onChange} />
    case 'choice':
    case 'choices': {
      const several = question.kind === 'choices'
      const chosen = Array.isArray(answer) ? answer : typeof answer === 'string' ? [answer] : []
      const choose = (key: string) => {
        if (!several) return onChange(key)
        const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]
        // In the order in which they are offered, so that the same choice is the same answer.
        onChange(question.choices.map((choice) => choice.key).filter((one) => next.includes(one)))
      }
      const options = question.choices.map(({ key, label }) => ({ key, label: inOr(label, language).text }))
      return (
        <Options
          name={named.id}
          options={options}
          chosen={chosen}
          several={several}
          onChoose={choose}
          disabled={disabled}
        />
      )
    }
  }
}

function Options({
  name,
  options,
  chosen,
  several = false,
  onChoose,
  disabled = false,
}: {
  name: string
  options: readonly { key: string; label: string }[]
  chosen: readonly string[]
  several?: boolean
  onChoose: (key: string) => void
  disabled?: boolean
}) {
  return (
    <div className={styles.options}>
      {options.map(({ key, label }) => (
        <label key={key} className={styles.option}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(key)}
            disabled={disabled}
            onChange={() => onChoose(key)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
}

function Scale({
  question,
  language,
  answer,
  name,
  onChange,
}: Pick<Props, 'question' | 'language' | 'answer' | 'onChange'> & { name: string }) {
  const [low, high] = [inOr(question.low, language).text, inOr(question.high, language).text]
  return (
    <div className={styles.scale}>
      {low ? <span className={styles.help}>{low}</span> : null}
      <div className={styles.scaleSteps}>
        {scale.map((step) => (
          <label key={step} className={styles.option}>
            <input type="radio" name={name} checked={answer === step} onChange={() => onChange(step)} />
            <span>{step}</span>
          </label>
        ))}
      </div>
      {high ? <span className={styles.help}>{high}</span> : null}
    </div>
  )
}

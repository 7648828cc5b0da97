import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '#capabilities/content/core/form.ts'
import type { Language } from '#capabilities/content/core/item.ts'
import { type QuestionKind, questionKinds } from '#capabilities/content/core/words.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import styles from '../content.module.css'
import { OwnField } from './OwnField.tsx'

const none = () => ({ ja: '', en: '' })
/** A key of its own for something new; it is never shown. */
const newKey = (of: string) => `${of}_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

const fresh = (): Question => ({
  key: newKey('q'),
  kind: 'text',
  label: none(),
  help: none(),
  required: false,
  choices: [],
  low: none(),
  high: none(),
})

type Change = (questions: Question[]) => void

/** Writes the questions of a hearing sheet, one under the other. */
export function Questions({
  questions,
  language,
  onChange,
}: {
  questions: readonly Question[]
  language: Language
  onChange: Change
}) {
  const { t } = useTranslation('content')
  const [added, setAdded] = useState<string | null>(null)
  const place = (at: number, by: 1 | -1) => {
    const without = questions.toSpliced(at, 1)
    onChange(without.toSpliced(at + by, 0, questions[at]!))
  }
  const add = () => {
    const question = fresh()
    setAdded(question.key)
    onChange([...questions, question])
  }
  return (
    <section aria-label={t('questions.title')}>
      <div className={styles.label}>{t('questions.title')}</div>
      {questions.length === 0 ? <EmptyState compact>{t('questions.none')}</EmptyState> : null}
      <ol className={styles.questions}>
        {questions.map((question, at) => (
          <li key={question.key}>
            <QuestionEditor
              question={question}
              number={at + 1}
              language={language}
              autoFocus={question.key === added}
              onChange={(next) => onChange(questions.toSpliced(at, 1, next))}
              choices={[
                ...(at > 0 ? [{ label: t('questions.up'), onChoose: () => place(at, -1) }] : []),
                ...(at < questions.length - 1 ? [{ label: t('questions.down'), onChoose: () => place(at, 1) }] : []),
                {
                  label: t('questions.copy'),
                  onChoose: () => onChange(questions.toSpliced(at + 1, 0, { ...question, key: newKey('q') })),
                },
                { label: t('questions.remove'), danger: true, onChoose: () => onChange(questions.toSpliced(at, 1)) },
              ]}
            />
          </li>
        ))}
      </ol>
      <Button size="xs" variant="default" onClick={add}>
        {t('questions.add')}
      </Button>
    </section>
  )
}

function QuestionEditor({
  question,
  number,
  language,
  autoFocus,
  choices,
  onChange,
}: {
  question: Question
  number: number
  language: Language
  autoFocus: boolean
  choices: Parameters<typeof MoreMenu>[0]['choices']
  onChange: (question: Question) => void
}) {
  const { t } = useTranslation('content')
  const { kind } = question
  const written = (field: 'label' | 'help' | 'low' | 'high', text: string) =>
    onChange({ ...question, [field]: { ...question[field], [language]: text } })
  return (
    <fieldset className={styles.question}>
      <legend className="visually-hidden">{t('questions.number', { number })}</legend>
      <div className={styles.questionHead}>
        <b className="num" aria-hidden="true">
          {number}
        </b>
        <Textarea
          aria-label={t('questions.label', { number })}
          placeholder={t('questions.labelHint')}
          autosize
          minRows={1}
          maxLength={300}
          autoFocus={autoFocus}
          lang={language}
          value={question.label[language]}
          onChange={(event) => written('label', event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('questions.kind', { number })}
          data={questionKinds.map((value) => ({ value, label: t(`questionKinds.${value}`) }))}
          value={kind}
          onChange={(event) => onChange(withKind(question, event.currentTarget.value as QuestionKind))}
        />
        <MoreMenu label={t('questions.menu', { number })} choices={choices} />
      </div>
      <TextInput
        size="xs"
        aria-label={t('questions.help', { number })}
        placeholder={t('questions.helpHint')}
        maxLength={500}
        lang={language}
        value={question.help[language]}
        onChange={(event) => written('help', event.currentTarget.value)}
      />
      {kind === 'choice' || kind === 'choices' ? (
        <Textarea
          label={t('questions.choices')}
          description={t('questions.choicesHelp')}
          autosize
          minRows={2}
          lang={language}
          value={question.choices.map(({ label }) => label[language]).join('\n')}
          onChange={(event) =>
            onChange({ ...question, choices: choicesOf(question, event.currentTarget.value, language) })
          }
        />
      ) : null}
      {kind === 'scale' ? (
        <div className={styles.ends}>
          <TextInput
            size="xs"
            label={t('questions.low')}
            maxLength={60}
            lang={language}
            value={question.low[language]}
            onChange={(event) => written('low', event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            label={t('questions.high')}
            maxLength={60}
            lang={language}
            value={question.high[language]}
            onChange={(event) => written('high', event.currentTarget.value)}
          />
        </div>
      ) : null}
      <OwnField question={question} onChange={onChange} />
      <Checkbox
        size="sm"
        label={t('questions.required')}
        checked={question.required}
        onChange={(event) => onChange({ ...question, required: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

/** A question that is answered in another way; the field it was for takes no such answer. */
function withKind({ field: _field, ...question }: Question, kind: QuestionKind): Question {
  return { ...question, kind }
}

/** The choices as they stand in lines, one each; a line keeps the key of the choice that stood there. */
function choicesOf({ choices }: Question, text: string, language: Language): Question['choices'] {
  const lines = text.split('\n').slice(0, 50)
  const other = language === 'ja' ? 'en' : 'ja'
  // Lines below the last one in this language are kept as long as the other language still has words in them.
  const kept = choices.slice(lines.length).filter(({ label }) => label[other] !== '')
  const written = lines.map((line, at) => {
    const known = choices[at]
    return { key: known?.key ?? newKey('c'), label: { ...(known?.label ?? none()), [language]: line.slice(0, 200) } }
  })
  const all = [...written, ...kept.map((choice) => ({ ...choice, label: { ...choice.label, [language]: '' } }))]
  return all.length === 1 && all[0]!.label.ja === '' && all[0]!.label.en === '' ? [] : all
}

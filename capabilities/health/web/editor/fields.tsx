import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { useEditing, useIssue } from './editing.ts'
import styles from './editor.module.css'

type Box = {
  label: string
  /** Where in the draft it stands: what is wrong there is told below. */
  field: string
  value: number
  suffix?: string
  onChange: (value: number) => void
}

/** A number that takes effect while it is typed; what is no number is put back when the field is left. */
export function NumberBox({ label, field, value, suffix, onChange }: Box) {
  const { settle } = useEditing()
  const wrong = useIssue()(field)
  const [text, setText] = useState(String(value))
  const [told, setTold] = useState(value)
  if (value !== told) {
    setTold(value)
    setText(String(value))
  }
  return (
    <TextInput
      size="xs"
      className={styles.number}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={wrong}
      rightSection={suffix ? <span className="quiet small">{suffix}</span> : undefined}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const number = parseNumber(event.currentTarget.value)
        if (number === null) return
        setTold(number)
        onChange(number)
      }}
      onBlur={() => {
        setText(String(value))
        settle()
      }}
    />
  )
}

/** What a part is called, in either language. */
export function LabelBoxes({
  value,
  field,
  begins = false,
  onChange,
}: {
  value: Label
  field: string
  /** One begins here: the first is ready to be written over. */
  begins?: boolean
  onChange: (label: Label) => void
}) {
  const { t } = useTranslation('scorecards')
  const { settle } = useEditing()
  const { i18n } = useTranslation()
  const issue = useIssue()
  const own = i18n.language === 'en' ? 'en' : 'ja'
  return (
    <div className={styles.labels}>
      {(['ja', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          size="xs"
          label={t(`name.${language}`)}
          value={value[language]}
          error={issue(`${field}.${language}`)}
          autoComplete="off"
          autoFocus={begins && language === own}
          onFocus={(event) => (begins ? event.currentTarget.select() : undefined)}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          onBlur={settle}
        />
      ))}
    </div>
  )
}

/** What is wrong with a part as a whole. */
export function Wrong({ field }: { field: string }) {
  const wrong = useIssue()(field)
  return wrong ? (
    <p className={styles.wrong} role="alert">
      {wrong}
    </p>
  ) : null
}

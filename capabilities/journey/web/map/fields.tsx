import { Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { useEditing, useIssue } from './editing.ts'
import styles from './map.module.css'

/** A text in either language; `long` where it is more than a name. */
export function LabelBoxes({
  what,
  field,
  value,
  long = false,
  begins = false,
  onChange,
}: {
  what: string
  /** Where in the draft it stands: what is wrong there is told below. */
  field: string
  value: Label
  long?: boolean
  /** It was just added: the first is ready to be written over. */
  begins?: boolean
  onChange: (label: Label) => void
}) {
  const { t, i18n } = useTranslation('maps')
  const { settle, readOnly } = useEditing()
  const issue = useIssue()
  const own = i18n.language === 'en' ? 'en' : 'ja'
  return (['ja', 'en'] as const).map((language) => {
    const all = {
      size: 'xs',
      label: t(`panel.${language}`, { what }),
      value: value[language],
      error: issue(`${field}.${language}`),
      readOnly,
      autoComplete: 'off',
      autoFocus: begins && language === own,
      onBlur: settle,
    } as const
    return long ? (
      <Textarea
        key={language}
        {...all}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => onChange({ ja: value.ja, en: value.en, [language]: event.currentTarget.value })}
      />
    ) : (
      <TextInput
        key={language}
        {...all}
        onFocus={(event) => (begins ? event.currentTarget.select() : undefined)}
        onChange={(event) => onChange({ ja: value.ja, en: value.en, [language]: event.currentTarget.value })}
      />
    )
  })
}

/** A number that may be left out; it takes effect while it is typed, and what is no number is put back when it is left. */
export function NumberBox({
  label,
  help,
  field,
  value,
  suffix,
  optional = false,
  onChange,
}: {
  label: string
  help?: ReactNode
  field: string
  value: number | null
  suffix?: string
  optional?: boolean
  onChange: (value: number | null) => void
}) {
  const { settle, readOnly } = useEditing()
  const wrong = useIssue()(field)
  const shown = value === null ? '' : String(value)
  const [text, setText] = useState(shown)
  const [told, setTold] = useState(value)
  if (value !== told) {
    setTold(value)
    setText(shown)
  }
  return (
    <TextInput
      size="xs"
      label={label}
      description={help}
      className={styles.number}
      inputMode="decimal"
      autoComplete="off"
      readOnly={readOnly}
      value={text}
      error={wrong}
      rightSection={suffix ? <span className="quiet small">{suffix}</span> : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const number = parseNumber(typed)
        if (number === null && !(optional && typed.trim() === '')) return
        setTold(number)
        onChange(number)
      }}
      onBlur={() => {
        setText(shown)
        settle()
      }}
    />
  )
}

/** What is wrong with a part as a whole. */
export function WrongText({ field }: { field: string }) {
  const wrong = useIssue()(field)
  return wrong ? (
    <p className={styles.wrong} role="alert">
      {wrong}
    </p>
  ) : null
}

/** One of a few, all to be seen. */
export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: Value
  choices: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}) {
  const { readOnly } = useEditing()
  return (
    <fieldset className={styles.radios} disabled={readOnly}>
      <legend>{label}</legend>
      {choices.map((one) => (
        <label key={one.value}>
          <input type="radio" checked={one.value === value} onChange={() => onChange(one.value)} /> {one.label}
        </label>
      ))}
    </fieldset>
  )
}

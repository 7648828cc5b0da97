import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDay } from '#kernel/day.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import styles from './InlineField.module.css'

/** What may be written in place. `tags` are written one after the other, separated by 、 or a comma. */
export type InlineKind = 'text' | 'longText' | 'number' | 'day' | 'choice' | 'tags'

/**
 * A value that is edited where it stands: Enter or a click opens it, Enter or leaving it saves, Esc takes it back.
 * Values are texts; an empty one clears. `onSave` is told only of what is well formed and different.
 */
export function InlineField({
  label,
  value,
  kind = 'text',
  choices,
  shown,
  readOnly = false,
  onSave,
}: {
  label: string
  value: string
  kind?: InlineKind
  /** For `choice`; the empty choice is added. */
  choices?: readonly { value: string; label: string }[]
  /** How the value is shown; its text where left out. */
  shown?: ReactNode
  readOnly?: boolean
  onSave: (value: string) => void
}) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const text = shown ?? (kind === 'choice' ? choices?.find((one) => one.value === value)?.label : value)

  if (draft === null || readOnly) {
    const content = text === undefined || text === '' || text === null ? <span className="quiet">—</span> : text
    if (readOnly) return <span className={styles.plain}>{content}</span>
    return (
      <button
        ref={button}
        type="button"
        className={styles.value}
        data-long={kind === 'longText' || undefined}
        onClick={() => setDraft(value)}
      >
        {content} <span className="visually-hidden">{t('inline.edit', { field: label })}</span>
      </button>
    )
  }

  const close = () => {
    setDraft(null)
    setWrong(null)
    requestAnimationFrame(() => button.current?.focus())
  }
  const save = (next: string) => {
    const kept = wellFormed(kind, next)
    if (kept === null) return setWrong(kind === 'number' ? t('form.notANumber') : t('form.notADay'))
    if (kept !== value) onSave(kept)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (kind !== 'longText' || event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      save(draft)
    }
  }
  const shared = {
    'aria-label': label,
    'aria-invalid': wrong !== null,
    autoFocus: true,
    className: styles.input,
    value: draft,
    onKeyDown,
  } as const
  return (
    <span className={styles.editing} data-editing>
      {kind === 'choice' ? (
        <select {...shared} onChange={(event) => save(event.target.value)} onBlur={close}>
          <option value="">—</option>
          {choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : kind === 'longText' ? (
        <textarea {...shared} rows={4} onChange={(event) => setDraft(event.target.value)} onBlur={() => save(draft)} />
      ) : (
        <input
          {...shared}
          type={kind === 'day' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => save(draft)}
        />
      )}
      {wrong ? (
        <span className={styles.wrong} role="alert">
          {wrong}
        </span>
      ) : null}
    </span>
  )
}

// The text to keep, or null where it is not of its kind.
function wellFormed(kind: InlineKind, text: string): string | null {
  const plain = text.trim()
  if (plain === '') return ''
  if (kind === 'number') {
    const number = parseNumber(plain)
    return number === null ? null : String(number)
  }
  return kind === 'day' && !parseDay(plain) ? null : plain
}

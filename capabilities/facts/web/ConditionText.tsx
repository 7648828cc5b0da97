import { Button } from '@mantine/core'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { ConditionError } from '#capabilities/facts/core/condition/syntax.ts'
import { Candidates } from './Candidates.tsx'
import styles from './ConditionEditor.module.css'
import { repairsOf, useErrorText } from './conditionErrors.ts'
import { useCandidates } from './useCandidates.ts'

/** A condition as text: mistakes are underlined where they stand and told below, what may come next is offered. */
export function ConditionText({
  value,
  catalogue,
  onChange,
  onReadable,
}: {
  value: string
  catalogue: Catalogue
  onChange: (text: string) => void
  onReadable: (readable: boolean) => void
}) {
  const { t } = useTranslation('facts')
  const id = useId()
  const [text, setText] = useState(value)
  const area = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number | null>(null)
  const [told, setTold] = useState(value)
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setText(value)
    }
  }
  useLayoutEffect(() => {
    if (caret.current === null) return
    area.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  const all = useMemo(() => {
    const read = readCondition(text, catalogue)
    return read.ok ? [] : read.error
  }, [text, catalogue])
  const readable = all.length === 0
  useEffect(() => {
    onReadable(readable)
    return () => onReadable(true)
  }, [readable, onReadable])
  const write = (next: string, at?: number) => {
    setText(next)
    caret.current = at ?? null
    if (!readCondition(next, catalogue).ok) return
    setTold(next)
    onChange(next)
  }
  const offers = useCandidates({ text, catalogue, area, onInsert: write })
  // The word that is being written, with words on offer for it, is not called wrong yet.
  const errors = offers.from === null ? all : all.filter((error) => error.at < offers.from!)
  const replace = (error: ConditionError, by: string) =>
    write(text.slice(0, error.at) + by + text.slice(error.end), error.at + by.length)
  return (
    <div className={styles.text}>
      <div className={styles.paper}>
        <Mirror text={text} errors={errors} caret={offers.from} />
        <textarea
          ref={area}
          className={styles.area}
          aria-label={t('condition.label')}
          aria-invalid={errors.length > 0}
          aria-describedby={`${id}-help`}
          placeholder={t('condition.placeholder')}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          rows={3}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          {...offers.areaProps}
        />
        <Candidates offers={offers} catalogue={catalogue} />
      </div>
      <div id={`${id}-help`} aria-live="polite" className={styles.told}>
        {errors.length === 0 ? (
          <span className="quiet small">
            {readable && text.trim() !== '' ? t('condition.right') : t('condition.help')}
          </span>
        ) : (
          errors.map((error) => (
            <Told key={`${error.at} ${error.rule}`} error={error} catalogue={catalogue} onReplace={replace} />
          ))
        )}
      </div>
    </div>
  )
}

function Told({
  error,
  catalogue,
  onReplace,
}: {
  error: ConditionError
  catalogue: Catalogue
  onReplace: (error: ConditionError, by: string) => void
}) {
  const { t } = useTranslation('facts')
  const words = useErrorText(catalogue)
  return (
    <p className={styles.error}>
      <span>
        {t('errors.at', { column: error.at + 1 })}: {words(error)}
      </span>
      {repairsOf(error).map((repair) => (
        <Button key={repair} size="compact-xs" variant="default" onClick={() => onReplace(error, repair)}>
          {t('condition.insert', { text: repair })}
        </Button>
      ))}
    </p>
  )
}

/** The same text behind the field, unseen but for the lines under its mistakes and the place of the caret. */
function Mirror({ text, errors, caret }: { text: string; errors: readonly ConditionError[]; caret: number | null }) {
  const cuts = new Set([0, text.length, ...(caret === null ? [] : [caret])])
  for (const { at, end } of errors) cuts.add(Math.min(at, text.length)).add(Math.min(end, text.length))
  const places = [...cuts].sort((a, b) => a - b)
  const isWrong = (from: number, to: number) => errors.some(({ at, end }) => from >= at && to <= end && to > from)
  const endsShort = errors.some(({ at }) => at >= text.length)
  return (
    <div className={styles.mirror} aria-hidden="true">
      {places.map((from, i) => {
        const to = places[i + 1] ?? from
        return (
          <span key={from} data-caret={from === caret || undefined} data-wrong={isWrong(from, to) || undefined}>
            {text.slice(from, to)}
          </span>
        )
      })}
      {endsShort ? <span data-wrong>&nbsp;&nbsp;</span> : null}
    </div>
  )
}

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type BuilderModel, fromBuilder, isFinished, toBuilder } from '#capabilities/facts/core/condition/builder.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { ConditionFieldProps } from '#web/condition/ConditionField.tsx'
import styles from './ConditionEditor.module.css'
import { ConditionRows } from './ConditionRows.tsx'
import { ConditionText } from './ConditionText.tsx'
import { useCatalogue } from './factsApi.ts'
import { MatchCount } from './MatchCount.tsx'

function drawn(text: string, catalogue: Catalogue): BuilderModel | null {
  const read = readCondition(text, catalogue)
  return read.ok ? toBuilder(read.value) : null
}

/**
 * A condition, chosen in rows or written as text: two views of the same. Rows that are not filled in yet and texts that
 * cannot be read stay here; `onChange` is told of what means something.
 */
export function ConditionEditor({ value, onChange, onReadable, counted = true }: ConditionFieldProps) {
  const { t } = useTranslation('facts')
  const catalogue = useCatalogue()
  const [model, setModel] = useState(() => drawn(value, catalogue))
  const [mode, setMode] = useState<'rows' | 'text'>(model ? 'rows' : 'text')
  const [readable, setReadable] = useState(true)
  const [told, setTold] = useState(value)
  const [seen, setSeen] = useState(value)
  const whole = readable && (mode === 'text' || model === null || isFinished(model, catalogue))
  useEffect(() => onReadable?.(whole), [whole, onReadable])

  // Set from outside (another view was opened, undo): what is shown follows.
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      const next = drawn(value, catalogue)
      setTold(value)
      setModel(next)
      if (!next) setMode('text')
    }
  }

  const tell = (text: string) => {
    if (text === told) return
    setTold(text)
    onChange(text)
  }
  const changeRows = (next: BuilderModel) => {
    setModel(next)
    tell(fromBuilder(next, catalogue))
  }
  const changeText = (text: string) => {
    setModel(drawn(text, catalogue))
    tell(text)
  }
  return (
    <div className={styles.editor} role="group" aria-label={t('condition.label')}>
      <div className={styles.mode}>
        <fieldset className={styles.modes} aria-label={t('condition.mode')}>
          {(['rows', 'text'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={mode === one}
              disabled={one === 'rows' && (model === null || !readable)}
              onClick={() => setMode(one)}
            >
              {t(`condition.${one}`)}
            </button>
          ))}
        </fieldset>
        {model === null ? <span className="quiet small">{t('condition.notDrawable')}</span> : null}
      </div>
      {mode === 'rows' && model ? (
        <ConditionRows model={model} catalogue={catalogue} onChange={changeRows} />
      ) : (
        <ConditionText value={value} catalogue={catalogue} onChange={changeText} onReadable={setReadable} />
      )}
      {counted ? <MatchCount condition={value} stale={!readable} unfinished={!whole} /> : null}
    </div>
  )
}

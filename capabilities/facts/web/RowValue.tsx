import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { familyOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import styles from './ConditionEditor.module.css'
import { RowDay } from './RowDay.tsx'
import { type ValueProps, withValue } from './rowProps.ts'

/** What the fact of a row is compared with, in the form that its type asks for. */
export function RowValue(props: ValueProps) {
  const family = familyOf(props.fact)
  const several = props.row.test === 'one_of' || props.row.test === 'none_of'
  if (family === 'number') return several ? <TypedValues {...props} /> : <NumberValue {...props} />
  if (family === 'day') return <RowDay {...props} />
  if (several) return props.fact.choices ? <ChosenValues {...props} /> : <TypedValues {...props} />
  return props.fact.choices ? <ChosenValue {...props} /> : <TextValue {...props} />
}

function NumberValue({ fact, row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  const format = useFormat()
  const known = typeof row.value === 'number' ? String(row.value) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const unit = fact.type === 'money' ? format.currency : fact.type === 'percent' ? '%' : ''
  const suffix = unit || (fact.unit === 'days' || fact.unit === 'points' ? t(`condition.${fact.unit}`) : '')
  return (
    <TextInput
      size="xs"
      className={styles.value}
      aria-label={t('condition.value')}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? known}
      error={typed && parseNumber(typed) === null ? t('condition.notANumber') : null}
      rightSectionWidth={44}
      rightSection={suffix ? <span className="quiet small">{suffix}</span> : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(withValue(row, parseNumber(event.currentTarget.value) ?? undefined))
      }}
      onBlur={() => setTyped((now) => (now !== null && now !== '' && parseNumber(now) === null ? now : null))}
    />
  )
}

function TextValue({ row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  return (
    <TextInput
      size="xs"
      className={styles.value}
      aria-label={t('condition.value')}
      autoComplete="off"
      value={typeof row.value === 'string' ? row.value : ''}
      onChange={(event) => onChange(withValue(row, event.currentTarget.value || undefined))}
    />
  )
}

function useChoices(fact: FactDefinition): { value: string; label: string }[] {
  const { i18n } = useTranslation('facts')
  const language = i18n.language === 'en' ? 'en' : 'ja'
  return (fact.choices ?? []).map(({ key, label }) => ({ value: key, label: inLanguage(label, language) || key }))
}

function ChosenValue({ fact, row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  const choices = useChoices(fact)
  return (
    <NativeSelect
      size="xs"
      className={styles.value}
      aria-label={t('condition.value')}
      data={[{ value: '', label: t('condition.values') }, ...choices]}
      value={typeof row.value === 'string' ? row.value : ''}
      onChange={(event) => onChange(withValue(row, event.currentTarget.value || undefined))}
    />
  )
}

function ChosenValues({ fact, row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  const choices = useChoices(fact)
  const chosen = Array.isArray(row.value) ? row.value.map(String) : []
  return (
    <MultiSelect
      size="xs"
      className={styles.values}
      aria-label={t('condition.values')}
      placeholder={chosen.length === 0 ? t('condition.values') : ''}
      data={choices}
      value={chosen}
      onChange={(values) => onChange(withValue(row, values.length > 0 ? values : undefined))}
      searchable={choices.length > 8}
    />
  )
}

/** Several values that are typed: each is added with Enter, but never while an input method composes. */
function TypedValues({ fact, row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  const isNumber = familyOf(fact) === 'number'
  const chosen = Array.isArray(row.value) ? row.value.map(String) : []
  const change = (values: string[]) => {
    const numbers = values.map(parseNumber).filter((value) => value !== null)
    const next = isNumber ? numbers : values
    onChange(withValue(row, next.length > 0 ? next : undefined))
  }
  return (
    <TagsInput
      size="xs"
      className={styles.values}
      aria-label={t('condition.values')}
      placeholder={chosen.length === 0 ? t('condition.typeValues') : ''}
      value={chosen}
      onChange={change}
      onKeyDownCapture={(event) => {
        if (event.nativeEvent.isComposing) event.stopPropagation()
      }}
    />
  )
}

import { ActionIcon, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import {
  type BuilderRow,
  type BuilderTest,
  isUnfinished,
  needsNoValue,
  testsFor,
} from '#capabilities/facts/core/condition/builder.ts'
import { familyOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './ConditionEditor.module.css'
import { FactPicker } from './FactPicker.tsx'
import { RowValue } from './RowValue.tsx'

/** One row: a fact, how it is compared, with what. */
export function ConditionRow({
  row,
  catalogue,
  isNew,
  onChange,
  onRemove,
}: {
  row: BuilderRow
  catalogue: Catalogue
  /** It has just been added: whoever added it goes on to write. */
  isNew: boolean
  onChange: (row: BuilderRow) => void
  onRemove: () => void
}) {
  const { t, i18n } = useTranslation('facts')
  const testText = useTestText()
  const fact = catalogue.get(row.fact)
  const label = fact ? inLanguage(fact.label, i18n.language === 'en' ? 'en' : 'ja') : ''
  const changeFact = (key: string) => {
    const chosen = catalogue.get(key)
    if (chosen) onChange({ fact: key, test: testsFor(chosen)[0]! })
  }
  const [left, setLeft] = useState(false)
  const changeTest = (test: BuilderTest) => onChange(fact ? withTest(row, test) : row)
  return (
    <div
      className={styles.row}
      role="group"
      aria-label={label || t('condition.fact')}
      onBlur={({ currentTarget, relatedTarget }) => setLeft(!currentTarget.contains(relatedTarget))}
    >
      <FactPicker catalogue={catalogue} value={row.fact} autoFocus={isNew} onChange={changeFact} />
      {fact ? (
        <NativeSelect
          size="xs"
          aria-label={t('condition.test')}
          className={styles.test}
          value={row.test}
          data={testsFor(fact).map((test) => ({ value: test, label: testText(fact, test) }))}
          onChange={(event) => changeTest(event.currentTarget.value as BuilderTest)}
        />
      ) : null}
      {fact && !needsNoValue(row.test) ? (
        <RowValue key={`${row.fact} ${row.test}`} fact={fact} row={row} onChange={onChange} />
      ) : null}
      <ActionIcon
        className={styles.remove}
        aria-label={label ? t('condition.remove', { fact: label }) : t('condition.removeEmpty')}
        onClick={onRemove}
      >
        <Icon name="close" size={14} />
      </ActionIcon>
      {left && isUnfinished(row, catalogue) ? (
        <p className={styles.unfinished} role="alert">
          {t('condition.unfinished')}
        </p>
      ) : null}
    </div>
  )
}

const severalValues = new Set<BuilderTest>(['one_of', 'none_of'])

/** The value stays when the comparison changes, as far as it still fits. */
function withTest(row: BuilderRow, test: BuilderTest): BuilderRow {
  const { value } = row
  if (value === undefined || needsNoValue(test)) return { fact: row.fact, test }
  const isList = Array.isArray(value)
  if (severalValues.has(test) === isList) return { fact: row.fact, test, value }
  if (isList) return value[0] === undefined ? { fact: row.fact, test } : { fact: row.fact, test, value: value[0] }
  return typeof value === 'string' ? { fact: row.fact, test, value: [value] } : { fact: row.fact, test }
}

function useTestText(): (fact: FactDefinition, test: BuilderTest) => string {
  const { t } = useTranslation('facts')
  return (fact, test) => {
    switch (test) {
      case 'equals':
      case 'differs':
      case 'below':
      case 'at_most':
      case 'above':
      case 'at_least': {
        const family = familyOf(fact)
        return t(`tests.${family === 'day' ? 'day' : family === 'text' ? 'text' : 'number'}.${test}`)
      }
      default:
        return t(`tests.${test}`)
    }
  }
}

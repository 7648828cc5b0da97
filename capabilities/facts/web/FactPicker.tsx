import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { matchScore } from '#web/actions/match.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import styles from './ConditionEditor.module.css'
import { factWords } from './factWords.ts'
import { factOwners, ownerOf } from '#capabilities/facts/core/owners.ts'

/** Chooses a fact, found by its label in either language or by key, under the heading of what it is about. */
export function FactPicker({
  catalogue,
  value,
  label,
  autoFocus = false,
  onChange,
}: {
  catalogue: Catalogue
  value: string
  /** What it is chosen for, where that is not a condition. */
  label?: string
  autoFocus?: boolean
  onChange: (key: string) => void
}) {
  const { t, i18n } = useTranslation('facts')
  const language = i18n.language === 'en' ? 'en' : 'ja'
  const groups = useMemo(
    () =>
      factOwners
        .map((owner) => ({
          group: t(`owners.${owner}`),
          items: catalogue.all
            .filter((fact) => !fact.withheld && ownerOf(fact) === owner)
            .map((fact) => ({ value: fact.key, label: inLanguage(fact.label, language) })),
        }))
        .filter((group) => group.items.length > 0),
    [catalogue, language, t],
  )
  return (
    <Select
      size="xs"
      className={styles.fact}
      aria-label={label ?? t('condition.fact')}
      placeholder={label ?? t('condition.findFact')}
      nothingFoundMessage={t('condition.noFact')}
      data={groups}
      value={value === '' ? null : value}
      onChange={(key) => (key ? onChange(key) : undefined)}
      searchable
      autoFocus={autoFocus}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault() // it chooses; it never sends the form around
      }}
      allowDeselect={false}
      checkIconPosition="right"
      maxDropdownHeight={320}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      filter={({ options, search }) =>
        options.flatMap((option) => {
          if (!('items' in option)) return []
          const items = option.items.filter(
            (item) => 'value' in item && matchScore(search, item.label, factWords(catalogue.get(item.value))) > 0,
          )
          return items.length > 0 ? [{ ...option, items }] : []
        })
      }
    />
  )
}

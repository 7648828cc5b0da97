import { Select, TextInput } from '@mantine/core'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activityKindChoices } from '#capabilities/timeline/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { customerQuery, customersFound, peopleQuery, type SearchSearch } from './apis.ts'
import styles from './Search.module.css'

type Props = { search: SearchSearch; onChange: (change: SearchSearch) => void }

/** By kind, customer, who of ours wrote it, and days. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation('search')
  const { language } = useFormat()
  const people = useQuery(peopleQuery)
  const { q: _q, ...narrowed } = search
  return (
    <FilterBar label={t('filters.label')}>
      <FilterChoice
        label={t('filters.kind')}
        value={search.kind ?? ''}
        choices={[
          { value: '', label: t('filters.everyKind') },
          ...activityKindChoices.map(({ key, label }) => ({
            value: key as string,
            label: inLanguage(label, language),
          })),
          { value: 'inquiry', label: t('inquiry') },
          { value: 'survey', label: t('survey') },
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      <CustomerFilter search={search} onChange={onChange} />
      <FilterChoice
        label={t('filters.by')}
        value={search.by ?? ''}
        choices={[
          { value: '', label: t('filters.everybody') },
          ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(by) => onChange({ by })}
      />
      <span className={styles.days}>
        <DayFilter label={t('filters.from')} value={search.from} onChange={(from) => onChange({ from })} />
        <span aria-hidden="true">{t('filters.to')}</span>
        <DayFilter label={t('filters.until')} value={search.until} onChange={(until) => onChange({ until })} />
      </span>
      {Object.keys(narrowed).length > 0 ? (
        <LinkButton onClick={() => onChange({ kind: '', customer: '', by: '', from: '', until: '' })}>
          {t('filters.clear')}
        </LinkButton>
      ) : null}
    </FilterBar>
  )
}

function DayFilter({
  label,
  value = '',
  onChange,
}: {
  label: string
  value?: string | undefined
  onChange: (day: string) => void
}) {
  return (
    <TextInput
      size="xs"
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** One customer, found by part of its name. */
function CustomerFilter({ search: { customer }, onChange }: Props) {
  const { t } = useTranslation('search')
  const [typed, setTyped] = useState('')
  const chosen = useQuery({ ...customerQuery(customer ?? ''), enabled: customer !== undefined })
  const name = customer === undefined ? undefined : chosen.data?.account.name
  const words = typed.trim()
  const found = useQuery({
    ...customersFound(words),
    ...(words === '' || words === name ? { queryFn: skipToken } : {}),
    placeholderData: keepPreviousData,
  })
  const rows = (found.data?.rows ?? []).map(({ id, name: label }) => ({ value: id, label }))
  const isAmong = rows.some(({ value }) => value === customer)
  return (
    <Select
      size="xs"
      w={200}
      searchable
      clearable
      aria-label={t('filters.customer')}
      placeholder={t('filters.everyCustomer')}
      nothingFoundMessage={words ? t('filters.noCustomer') : undefined}
      data={customer && name && !isAmong ? [{ value: customer, label: name }, ...rows] : rows}
      // The server found them, by readings and old kanji as well: what it found is shown.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={customer ?? null}
      onChange={(id) => onChange({ customer: id ?? '' })}
    />
  )
}

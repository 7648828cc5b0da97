import { Select } from '@mantine/core'
import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Form } from './useForm.ts'

type Found = { rows: readonly { id: string; name: string }[] }

/** A customer, found by part of its name, reading or English name: `find` asks for those that words may mean. */
export function AccountField<Values extends { accountId: string }>({
  form,
  find,
}: {
  form: Form<Values>
  find: (words: string) => UseQueryOptions<Found>
}) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null)
  const words = search.trim()
  const found = useQuery({
    ...find(words),
    enabled: words !== '' && words !== chosen?.label,
    placeholderData: keepPreviousData,
  })
  const rows = (found.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const data = chosen && !rows.some((row) => row.value === chosen.value) ? [chosen, ...rows] : rows
  return (
    <Select
      label={t('findAccount.label')}
      placeholder={t('findAccount.find')}
      // Where nothing was typed nothing is missing: no empty list covers the form.
      nothingFoundMessage={words ? t('findAccount.none') : undefined}
      searchable
      withAsterisk
      data={data}
      // The server found them, by readings and old kanji as well: what it found is shown.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      value={form.values.accountId || null}
      error={form.errors.accountId}
      onChange={(value, option) => {
        setChosen(value ? { value, label: option?.label ?? '' } : null)
        form.set('accountId', value ?? '')
      }}
    />
  )
}

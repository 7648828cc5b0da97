import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { api } from '#web/client.ts'
import styles from './ConditionEditor.module.css'
import { type Asked, Explanation } from './Explanation.tsx'

const accounts = api<typeof accountsContract>('accounts')

/** Finds a customer, and says clause by clause whether a condition holds for it. */
export function ExplainFor({
  condition,
  account,
  onAccount,
}: {
  condition: string
  account: Asked | null
  onAccount: (account: Asked | null) => void
}) {
  const { t } = useTranslation('facts')
  const [search, setSearch] = useState('')
  const words = search.trim()
  const found = useQuery({
    ...accounts.find.queryOptions({ input: { search: words, limit: 10 } }),
    enabled: words !== '' && words !== account?.name,
    placeholderData: keepPreviousData,
  })
  const rows = found.data?.rows ?? []
  const all: readonly Asked[] = account && !rows.some((row) => row.id === account.id) ? [account, ...rows] : rows
  return (
    <div className={styles.explain}>
      <Select
        key={account?.id ?? ''}
        size="xs"
        className={styles.account}
        aria-label={t('explain.find')}
        placeholder={t('explain.find')}
        nothingFoundMessage={words ? t('explain.none') : undefined}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('explain.clear') }}
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        // The server found them, by readings and old kanji as well: what it found is shown.
        filter={({ options }) => options}
        defaultSearchValue={account?.name ?? ''}
        onSearchChange={setSearch}
        value={account?.id ?? null}
        onChange={(value) => onAccount(all.find((row) => row.id === value) ?? null)}
      />
      {account ? <Explanation condition={condition} account={account} /> : null}
    </div>
  )
}

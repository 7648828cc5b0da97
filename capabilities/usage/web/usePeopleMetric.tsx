import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { usage } from './apis.ts'

/** A metric of people as one more column of them: the choice (null: there is none to choose), its name, each one's value. */
export function usePeopleMetric(accountId: string): {
  choice: ReactNode
  name: string | null
  valueOf: (key: string) => number | null
} {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const [chosen, setChosen] = useState('')
  const known = useQuery(usage.metrics.list.queryOptions())
  const metrics = known.data?.metrics.filter((one) => !one.archived && one.definition.value.is === 'people') ?? []
  const metric = metrics.find((one) => one.key === chosen)
  const { data } = useQuery({
    ...usage.people.queryOptions({ input: { id: accountId, metric: chosen } }),
    enabled: metric !== undefined,
  })
  const values = new Map(data?.people.map((one) => [one.key, one.value]))
  const named = metrics.map(({ key, definition }) => ({
    value: key,
    label: inLanguage(definition.label, format.language),
  }))
  const choice = (
    <NativeSelect
      size="xs"
      aria-label={t('account.peopleColumn')}
      value={metric ? chosen : ''}
      onChange={(event) => setChosen(event.currentTarget.value)}
      data={[{ value: '', label: t('account.peopleColumnNone') }, ...named]}
    />
  )
  return {
    choice: metrics.length > 0 ? choice : null,
    name: metric ? inLanguage(metric.definition.label, format.language) : null,
    valueOf: (key) => values.get(key) ?? null,
  }
}

import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { renewals } from './apis.ts'
import { Months, sumOf, useMonths } from './Months.tsx'
import { askedOf, type RenewalSearch, views } from './search.ts'
import { Board } from './views/Board.tsx'
import { Calendar } from './views/Calendar.tsx'
import { Frame } from './views/Frame.tsx'
import { List } from './views/List.tsx'

/** What is due, with what is at stake: by notice deadline, by how it is judged, or by day. */
export function Renewals() {
  const search = useSearch({ from: '/frame/renewals' })
  const view = oneOf(search.view, views)
  if (view === 'board') return <Board search={search} />
  return view === 'calendar' ? <Calendar search={search} /> : <AsList search={search} />
}

function AsList({ search }: { search: RenewalSearch }) {
  const { t } = useTranslation('renewals')
  const asked = useMemo(() => askedOf(search), [search])
  const months = useMonths(asked)
  const shown = (months.data?.months ?? []).filter(
    ({ month }) => !asked.from || (month >= asked.from.slice(0, 7) && month < asked.until!.slice(0, 7)),
  )
  const sum = sumOf(shown)
  return (
    <Frame
      search={search}
      asked={asked}
      sum={months.data ? sum : undefined}
      currencies={months.data?.currencies}
      months={<Months asked={asked} search={search} />}
      fill
    >
      <List
        asked={asked}
        total={sum.count}
        label={t('title')}
        empty={<NoRenewals filtered={Object.keys(search).length > 0} />}
      />
    </Frame>
  )
}

function NoRenewals({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('renewals')
  const { data } = useQuery(renewals.settings.queryOptions())
  const mayImport = useMay('imports.run')
  if (filtered) return <EmptyState compact>{t('empty.filtered')}</EmptyState>
  return (
    <EmptyState
      icon="clock"
      title={t('empty.title')}
      action={mayImport ? <Link to="/imports">{t('empty.button')}</Link> : undefined}
    >
      {data ? t('empty.text', { days: data.daysBefore }) : null}
    </EmptyState>
  )
}

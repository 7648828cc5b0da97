import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupings } from '#capabilities/plans/core/measures.ts'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { ExportButton } from '#web/ui/ExportButton.tsx'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { TemplateFilter } from '../all/Filters.tsx'
import { measuredAsked, type PlansSearch, spans } from '../all/search.ts'
import { templatesQuery } from '../apis.ts'
import { measuresQuery } from './apis.ts'
import { Customers } from './Customers.tsx'
import { ExportMeasures } from './ExportMeasures.tsx'
import { Head } from './Head.tsx'
import { SelfStart } from './SelfStart.tsx'
import { Stops } from './Stops.tsx'
import { Times } from './Times.tsx'

/** How customers start: how long it takes them, how many do it without a person, and where they stop. */
export function Onboarding({ search }: { search: PlansSearch }) {
  const { t } = useTranslation(['planMeasures', 'plans'])
  const navigate = useNavigate()
  const mayExport = useMay('accounts.export')
  const [exporting, setExporting] = useState(false)
  const templates = useQuery(templatesQuery)
  const asked = measuredAsked(search, templates.data?.templates ?? [])
  const { data, error, refetch } = useQuery({ ...measuresQuery(asked), enabled: templates.isSuccess })
  const filter = (change: Partial<PlansSearch>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/plans', search: Object.fromEntries(next), replace: true })
  }
  return (
    <>
      <FilterBar label={t('plans:all.filters')}>
        <TemplateFilter search={search} all />
        <FilterChoice
          label={t('filters.by')}
          value={asked.by}
          choices={groupings.map((value) => ({ value, label: t(`by.${value}`) }))}
          onChange={(by) => filter({ by })}
        />
        <FilterChoice
          label={t('filters.months')}
          value={String(asked.months)}
          choices={spans.map((count) => ({ value: count, label: t('filters.lastMonths', { count: Number(count) }) }))}
          onChange={(months) => filter({ months: oneOf(months, spans) })}
        />
        {mayExport ? <ExportButton onClick={() => setExporting(true)}>{t('export')}</ExportButton> : null}
      </FilterBar>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 60, 100, 100, 90]} height={34} />}
      {data && data.times.whole.started + data.selfStart.whole.ended + data.stops.length === 0 ? (
        <EmptyState icon="chart" title={t('none.title')}>
          {t('none.text')}
        </EmptyState>
      ) : null}
      {data && data.times.whole.started + data.selfStart.whole.ended + data.stops.length > 0 ? (
        <>
          <Head measures={data} by={asked.by} />
          <Times measures={data} by={asked.by} />
          <SelfStart measures={data} by={asked.by} />
          <Stops measures={data} hasTemplate={asked.template !== undefined} />
          <Customers search={search} asked={asked} />
        </>
      ) : null}
      {exporting ? <ExportMeasures asked={asked} onClose={() => setExporting(false)} /> : null}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Silence } from '../Silence.tsx'
import shared from '../usage.module.css'
import { CoveragePart } from '../coverage/CoveragePart.tsx'
import { adoption } from './apis.ts'
import { FeatureShares } from './FeatureShares.tsx'
import { Funnel } from './Funnel.tsx'
import { MoversPart } from './MoversPart.tsx'
import { RetentionPart } from './RetentionPart.tsx'

const tabs = ['features', 'movers', 'retention', 'funnel', 'coverage'] as const

/** Use across customers: which features spread, who rises and falls, who stays, and where they stop. */
export function Adoption() {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  const mayConnect = useMay('ingest.read')
  const { tab } = useSearch({ from: '/frame/adoption' })
  const shown = oneOf(tab, tabs)
  const { data, error, refetch } = useQuery(adoption.features.queryOptions({ input: { days: 28 } }))
  const accounts = data?.measured ?? 0
  const left = data?.left ?? 0
  const lead = left > 0 ? t('leadLeft', { accounts: format.number(accounts), left: format.number(left) }) : null
  return (
    <Page title={t('title')} sub={data ? (lead ?? t('lead', { accounts: format.number(accounts) })) : null}>
      <Silence />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={64} />}
      {data && accounts + left === 0 ? (
        <EmptyState
          icon="pulse"
          title={t('unmeasured')}
          action={mayConnect ? <Link to="/ingest">{t('connect')}</Link> : null}
        >
          {t('unmeasuredText')}
        </EmptyState>
      ) : null}
      {accounts + left > 0 ? (
        <>
          <nav className={shared.tabs} aria-label={t('tabs.label')}>
            {tabs.map((one) => (
              <Link
                key={one}
                to="/adoption"
                search={one === 'features' ? {} : { tab: one }}
                activeOptions={{ exact: true, includeSearch: true }}
                className={shared.tab}
                aria-current={one === shown ? 'page' : undefined}
              >
                {t(`tabs.${one}`)}
              </Link>
            ))}
          </nav>
          {shown === 'features' ? <FeatureShares /> : null}
          {shown === 'movers' ? <MoversPart /> : null}
          {shown === 'retention' ? <RetentionPart /> : null}
          {shown === 'funnel' ? <Funnel /> : null}
          {shown === 'coverage' ? <CoveragePart /> : null}
        </>
      ) : null}
    </Page>
  )
}

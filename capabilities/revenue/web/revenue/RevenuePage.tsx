import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { intoSight } from '#web/ui/intoSight.ts'
import { Page } from '#web/ui/Page.tsx'
import { Why } from '../Why.tsx'
import { type Bridge, conventionsQuery, ledger, type Waterfall } from './apis.ts'
import { Choices, looksAtParts } from './Choices.tsx'
import { CohortsPart } from './cohorts/CohortsPart.tsx'
import { Deriving } from './Deriving.tsx'
import { levelDefinitions } from './definitions.ts'
import { LifetimePart } from './LifetimePart.tsx'
import { NotCounted } from './NotCounted.tsx'
import { OutlookPart } from './OutlookPart.tsx'
import { RetentionPart } from './RetentionPart.tsx'
import { ReconcilePart } from './reconcile/ReconcilePart.tsx'
import styles from './revenue.module.css'
import { type Tab, tabs } from './search.ts'
import { TreePart } from './TreePart.tsx'
import { useAsked } from './useAsked.ts'
import { WaterfallPart } from './WaterfallPart.tsx'

/** Revenue: what moved MRR, what stays of it, what customers are worth, and what becomes of it. */
export function RevenuePage() {
  const { t } = useTranslation('revenuePage')
  const { search, period, segment, within } = useAsked()
  const tab = oneOf(search.tab, tabs)
  const asked = looksAtParts(tab) ? within : segment
  const input = { from: period.from, to: period.to, ...asked }
  const { data, error, refetch } = useQuery(ledger.waterfall.queryOptions({ input, placeholderData: keepPreviousData }))
  const last = data?.months.at(-1)
  const none = data && data.notCounted.length === 0 && Object.keys(asked).length === 0 && data.months.every(isQuiet)
  return (
    <Page title={t('title')} sub={last ? <Lead last={last} /> : null}>
      <Deriving />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 100, 80]} height={56} />}
      {none ? <NoRevenue /> : null}
      {data && !none ? (
        <>
          <Tabs shown={tab} />
          <Choices tab={tab} />
          <NotCounted counts={data.notCounted} />
          <Part tab={tab} waterfall={data} />
        </>
      ) : null}
    </Page>
  )
}

/** What the last month ended with, each figure with how it comes about. */
function Lead({ last }: { last: Bridge }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { data } = useQuery(conventionsQuery)
  return (
    <span className={styles.lead}>
      <span>{format.month(`${last.month}-01`)}</span>
      {levelDefinitions(last, { t, format })
        .slice(0, 3)
        .map((definition) => (
          <span key={definition.name}>
            {definition.name} <Why definition={definition} settled={data?.conventions} />
          </span>
        ))}
    </span>
  )
}

const isQuiet = ({ opening, closing, kinds }: Waterfall['months'][number]) =>
  opening === 0 && closing === 0 && Object.values(kinds).every(({ amount }) => amount === 0)

function Tabs({ shown }: { shown: Tab }) {
  const { t } = useTranslation('revenuePage')
  return (
    <nav className={styles.tabs} aria-label={t('tabs.label')}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          to="/revenue"
          search={({ period, per, segment, product, plan, where }: Record<string, string | undefined>) => ({
            ...(tab === 'waterfall' ? {} : { tab }),
            ...(period ? { period } : {}),
            ...(per ? { per } : {}),
            ...(segment ? { segment } : {}),
            ...(product ? { product } : {}),
            ...(plan ? { plan } : {}),
            ...(where ? { where } : {}),
          })}
          activeOptions={{ exact: true, includeSearch: true }}
          className={styles.tab}
          ref={tab === shown ? intoSight : undefined}
          aria-current={tab === shown ? 'page' : undefined}
        >
          {t(`tabs.${tab}`)}
        </Link>
      ))}
    </nav>
  )
}

function Part({ tab, waterfall }: { tab: Tab; waterfall: Waterfall }) {
  const { data } = useQuery(conventionsQuery)
  const settled = data?.conventions
  switch (tab) {
    case 'waterfall':
      return <WaterfallPart waterfall={waterfall} settled={settled} />
    case 'tree':
      return <TreePart waterfall={waterfall} settled={settled} />
    case 'retention':
      return <RetentionPart settled={settled} />
    case 'cohorts':
      return <CohortsPart settled={settled} />
    case 'lifetime':
      return <LifetimePart settled={settled} />
    case 'outlook':
      return <OutlookPart waterfall={waterfall} settled={settled} />
    case 'reconcile':
      return <ReconcilePart />
  }
}

function NoRevenue() {
  const { t } = useTranslation('revenuePage')
  const mayImport = useMay('imports.run')
  return (
    <EmptyState
      icon="chart"
      title={t('empty.title')}
      action={mayImport ? <Link to="/imports">{t('empty.button')}</Link> : undefined}
    >
      {t('empty.text')}
    </EmptyState>
  )
}

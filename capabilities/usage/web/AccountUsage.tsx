import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HeatMap } from '#web/chart/HeatMap.tsx'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type AccountUsage as Usage, usage } from './apis.ts'
import { CoverageStrip } from './coverage/CoverageStrip.tsx'
import { UsageTrend } from './UsageTrend.tsx'
import { UsageUsers } from './UsageUsers.tsx'

const weeks = 12
const featuresShown = 25

/** What a customer does with the product: over time, by feature, and who. */
export function AccountUsage({ accountId }: { accountId: string }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const mayConnect = useMay('ingest.read')
  const { data, error, refetch } = useQuery(usage.account.queryOptions({ input: { id: accountId, weeks } }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 80]} height={64} />
  if (!data.measured)
    return (
      <>
        <EmptyState
          icon="pulse"
          title={t('account.unmeasured')}
          action={mayConnect ? <Link to="/ingest">{t('account.connect')}</Link> : null}
        >
          {t('account.unmeasuredText')}
        </EmptyState>
        <CoverageStrip accountId={accountId} />
      </>
    )
  return (
    <>
      {data.completeTo ? <p role="status">{t('account.incomplete', { when: format.stamp(data.completeTo) })}</p> : null}
      <CoverageStrip accountId={accountId} />
      <UsageTrend accountId={accountId} />
      <Features usage={data} />
      <UsageUsers accountId={accountId} usage={data} />
    </>
  )
}

function Features({ usage: { features, weeks: starts } }: { usage: Usage }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  return (
    <Section title={t('account.features')} note={t('account.featuresNote', { count: starts.length })}>
      <HeatMap
        label={t('account.features')}
        columns={starts}
        columnOf={(day) => format.dayTable(day).slice(5)}
        rows={features.slice(0, featuresShown).map(({ event, kind, uses }) => ({
          name: kind === 'track' ? event : `${event} (${t(`recent.kinds.${kind}`)})`,
          values: uses,
        }))}
      />
    </Section>
  )
}

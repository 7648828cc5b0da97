import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryMetric } from '#capabilities/usage/contract/account.ts'
import { LineChart } from '#web/chart/LineChart.tsx'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneBlock } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { usage } from './apis.ts'
import styles from './usage.module.css'

const metrics: readonly [HistoryMetric, ...HistoryMetric[]] = [
  'weekly_active_users',
  'daily_active_users',
  'monthly_active_users',
  'events_7d',
  'features_used_28d',
]
const periods = ['182', '91', '364', '1092'] as const

/** A usage metric of a customer over time, beside the median of all. */
export function UsageTrend({ accountId }: { accountId: string }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const [metric, setMetric] = useState<HistoryMetric>('weekly_active_users')
  const [days, setDays] = useState<(typeof periods)[number]>('182')
  const { data, error, refetch } = useQuery({
    ...usage.history.queryOptions({ input: { id: accountId, metric, days: Number(days) } }),
    placeholderData: keepPreviousData,
  })
  const name = t(`account.metrics.${metric}`)
  const own = data?.points.map(({ day, value }) => ({ label: day, value })) ?? []
  const median = data?.median
  return (
    <Section
      title={t('account.trend')}
      actions={
        <span className={styles.selects}>
          <NativeSelect
            size="xs"
            aria-label={t('account.metric')}
            value={metric}
            onChange={(event) => setMetric(oneOf(event.currentTarget.value, metrics))}
            data={metrics.map((value) => ({ value, label: t(`account.metrics.${value}`) }))}
          />
          <NativeSelect
            size="xs"
            aria-label={t('account.period')}
            value={days}
            onChange={(event) => setDays(oneOf(event.currentTarget.value, periods))}
            data={periods.map((value) => ({ value, label: t(`account.days.${value}`) }))}
          />
        </span>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneBlock height={200} />}
      {data ? (
        <LineChart
          label={name}
          height={200}
          labelOf={format.dayPlain}
          series={[
            { name, points: own },
            ...(median == null
              ? []
              : [{ name: t('account.median'), points: own.map(({ label }) => ({ label, value: median })) }]),
          ]}
        />
      ) : null}
    </Section>
  )
}

import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDay } from '#capabilities/usage/core/definition.ts'
import { LineChart } from '#web/chart/LineChart.tsx'
import { oneOf } from '#web/router/search.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneBlock } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { usage } from './apis.ts'
import styles from './usage.module.css'

const periods = ['182', '91', '364', '1092'] as const

/** A usage metric of a customer over time, beside the median of its peers, and where it stands among them. */
export function UsageTrend({ accountId }: { accountId: string }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const known = useQuery(usage.metrics.list.queryOptions())
  const [metric, setMetric] = useState('weekly_active_users')
  const [days, setDays] = useState<(typeof periods)[number]>('182')
  const { data, error, refetch } = useQuery({
    ...usage.history.queryOptions({ input: { id: accountId, metric, days: Number(days) } }),
    placeholderData: keepPreviousData,
  })
  const metrics = known.data?.metrics.filter((one) => !one.archived && !isDay(one.definition)) ?? []
  const chosen = metrics.find((one) => one.key === metric)
  const name = chosen ? inLanguage(chosen.definition.label, format.language) : ''
  const isPercent = chosen?.definition.unit === 'percent'
  const own = data?.points.map(({ day, value }) => ({ label: day, value })) ?? []
  const median = data?.median
  const count = data?.peers.accounts ?? 0
  const peersText = t(data?.peers.by === 'touch_model' ? 'account.medianAlike' : 'account.median', { count })
  return (
    <Section
      title={t('account.trend')}
      actions={
        <span className={styles.selects}>
          <NativeSelect
            size="xs"
            aria-label={t('account.metric')}
            value={metric}
            onChange={(event) => setMetric(event.currentTarget.value)}
            data={metrics.map(({ key, definition }) => ({
              value: key,
              label: inLanguage(definition.label, format.language),
            }))}
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
      {(data && chosen) || error ? null : <BoneBlock height={200} />}
      {data && chosen ? (
        <LineChart
          label={name}
          height={200}
          labelOf={format.dayPlain}
          {...(isPercent ? { format: (value: number) => format.percent(value) } : {})}
          series={[
            { name, points: own },
            ...(median == null
              ? []
              : [{ name: peersText, points: own.map(({ label }) => ({ label, value: median })) }]),
          ]}
        />
      ) : null}
      {data?.place ? (
        <p className="quiet small">
          {t(data.peers.by === 'touch_model' ? 'account.placeAlike' : 'account.place', {
            count,
            rank: format.number(data.place.rank),
          })}
          {data.place.same > 0 ? t('account.same', { count: data.place.same }) : null}
        </p>
      ) : null}
    </Section>
  )
}

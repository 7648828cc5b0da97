import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LineChart } from '#web/chart/LineChart.tsx'
import { useFormat } from '#web/session.ts'
import { BoneBlock } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from './apis.ts'

const ranges = [90, 365, 1095] as const

/** The score day by day; a day without a change keeps the score before it. */
export function ScoreHistory({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const [days, setDays] = useState<number>(365)
  const history = useQuery(health.history.queryOptions({ input: { id: accountId, days } }))
  const points = daily(history.data?.points ?? [], format.today(), format.addDays)
  return (
    <Section
      title={t('history.title')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('history.days')}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={ranges.map((range) => ({ value: String(range), label: t(`history.ranges.d${range}`) }))}
        />
      }
    >
      {history.error ? <ErrorState error={history.error} onRetry={() => void history.refetch()} /> : null}
      {history.isPending ? <BoneBlock height={180} /> : null}
      {history.data && points.length < 2 ? <EmptyState compact>{t('history.none')}</EmptyState> : null}
      {points.length >= 2 ? (
        <LineChart label={t('history.title')} range={[0, 100]} series={[{ name: t('history.score'), points }]} />
      ) : null}
    </Section>
  )
}

type Known = { day: string; score: number | null }

/** One point for every day from the first one known to today. */
function daily(known: readonly Known[], today: string, addDays: (day: string, days: number) => string) {
  const points: { label: string; value: number | null }[] = []
  let at = 0
  for (let day = known[0]?.day; day !== undefined && day <= today; day = addDays(day, 1)) {
    while (known[at + 1] && known[at + 1]!.day <= day) at++
    points.push({ label: day, value: known[at]?.score ?? null })
  }
  return points
}

import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LineChart } from '#web/chart/LineChart.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneBlock } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from './apis.ts'

const ranges = [90, 365, 1095] as const

/** The score day by day as it was shown, and beside it as today's scorecards would have given it; neither changes the other. */
export function ScoreHistory({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const { t: words } = useTranslation('proof')
  const format = useFormat()
  const [days, setDays] = useState<number>(365)
  const history = useQuery(health.history.queryOptions({ input: { id: accountId, days } }))
  const again = useQuery(health.recomputed.queryOptions({ input: { id: accountId, days } }))
  const { points: anew = [], breaks = [] } = again.data ?? {}
  const shown = history.data?.points ?? []
  const begins = [shown[0]?.day, anew[0]?.day].filter((day) => day !== undefined).sort((a, b) => (a < b ? -1 : 1))[0]
  const daysOf = (known: readonly Known[]) => daily(known, { begins, today: format.today(), addDays: format.addDays })
  const points = daysOf(shown)
  const recomputed = daysOf(anew)
  const marks = breaks.map(({ day, card, version }) => ({
    label: day,
    name: words('recomputed.break', {
      day: format.day(day),
      card: inLanguage(card, format.language),
      version,
    }),
  }))
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
        <LineChart
          label={t('history.title')}
          range={[0, 100]}
          marks={marks}
          series={[
            { name: words('recomputed.shown'), points },
            ...(anew.length > 0 ? [{ name: words('recomputed.anew'), points: recomputed }] : []),
          ]}
        />
      ) : null}
      {marks.map(({ name }) => (
        <p key={name} className="quiet small">
          {name}
        </p>
      ))}
      {anew.length > 0 ? <p className="quiet small">{words('recomputed.means')}</p> : null}
    </Section>
  )
}

type Known = { day: string; score: number | null }

type Span = { begins: string | undefined; today: string; addDays: (day: string, days: number) => string }

/** One point for every day from the first one known to today; none before anything is known. */
function daily(known: readonly Known[], { begins, today, addDays }: Span) {
  const points: { label: string; value: number | null }[] = []
  let at = -1
  for (let day = begins; day !== undefined && day <= today; day = addDays(day, 1)) {
    while (known[at + 1] && known[at + 1]!.day <= day) at++
    points.push({ label: day, value: known[at]?.score ?? null })
  }
  return points
}

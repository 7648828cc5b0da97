import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { LineChart } from '#web/chart/LineChart.tsx'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { ledger, measures, type Trend } from './apis.ts'
import { retentionDefinition } from './definitions.ts'
import { MovementTable } from './Movements.tsx'
import styles from './revenue.module.css'
import { useAsked, useSegmentNames } from './useAsked.ts'
import { Why } from '../Why.tsx'
import { Figure, WhyTable } from '../WhyTable.tsx'
import { thenCustomersDefinition, thenDefinition } from './why/retention.ts'

const shown = ['nrr', 'grr', 'logos'] as const
const drawn = 4 // segments beside the whole
const shownMovers = 10

/** NRR and GRR of the twelve months to each month, whole and by segment, and what moved most this month. */
export function RetentionPart({ settled }: { settled: Conventions | undefined }) {
  const { period } = useAsked()
  const { data, error, refetch } = useQuery({
    ...measures.trend.queryOptions({ input: period }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={56} />}
      {data ? <Course trend={data} settled={settled} /> : null}
      <Movers />
    </>
  )
}

function Course({ trend, settled }: { trend: Trend; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const names = useSegmentNames()
  const { search, set } = useAsked()
  const measure = oneOf(search.of, shown)
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10)
  const whole = trend.groups.find(({ segment }) => segment === null)!
  const last = whole.points.at(-1)!
  const segments = trend.groups
    .filter(({ segment, points }) => segment !== null && names.has(segment) && points.at(-1)!.accounts > 0)
    .toSorted((a, b) => b.points.at(-1)!.then - a.points.at(-1)!.then)
  const drawnGroups = [whole, ...segments.slice(0, drawn)]
  const series = drawnGroups.map(({ segment, points }) => ({
    name: segment === null ? t('retention.whole') : names.get(segment)!,
    points: points.map((point) => ({ label: point.month, value: percent(point[measure]) })),
  }))
  if (last.accounts === 0) return <Section title={t('retention.title')}>{t('retention.few')}</Section>
  const months = (label: string) => label.replace('-', '/')
  return (
    <>
      <Section
        title={t('retention.title')}
        note={t('retention.note')}
        actions={
          <NativeSelect
            size="xs"
            aria-label={t('retention.measure')}
            value={measure}
            onChange={(event) => set({ of: event.currentTarget.value })}
            data={shown.map((value) => ({ value, label: t(`names.${value}`) }))}
          />
        }
      >
        <LineChart
          label={t('retention.title')}
          height={240}
          series={series}
          format={(value) => format.percent(value)}
          labelOf={months}
          renderCell={(group, at) => {
            const point = drawnGroups[group]!.points[at]!
            return point[measure] === null ? null : (
              <Why definition={retentionDefinition(measure, point, { t, format, settled })} settled={settled} />
            )
          }}
        />
      </Section>
      <Section
        title={t('retention.segments')}
        note={t('retention.segmentsNote', { month: format.month(`${last.month}-01`) })}
        flush
      >
        <WhyTable label={t('retention.segments')} className={styles.table} settled={settled}>
          <thead>
            <tr>
              <th scope="col">{t('retention.segment')}</th>
              {shown.map((one) => (
                <th key={one} scope="col">
                  {t(`names.${one}`)}
                </th>
              ))}
              <th scope="col">{t('retention.accounts')}</th>
              <th scope="col">{t('retention.then')}</th>
            </tr>
          </thead>
          <tbody>
            {[whole, ...segments].map(({ segment, points }) => {
              const point = points.at(-1)!
              const definitions = [
                ...shown.map((one) => retentionDefinition(one, point, { t, format, settled })),
                thenCustomersDefinition(point, { t: words, format }),
                thenDefinition(point, { t: words, format }),
              ]
              return (
                <tr key={segment ?? ''}>
                  <th scope="row">{segment === null ? t('retention.whole') : names.get(segment)}</th>
                  {definitions.map((definition) => (
                    <td key={definition.name}>
                      <Figure name={definition.name} value={definition.value} why={() => definition} />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </WhyTable>
      </Section>
    </>
  )
}

/** What moved most this month. */
function Movers() {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const month = format.today().slice(0, 7)
  const input = { from: `${month}-01`, to: `${month}-01`, limit: shownMovers }
  const { data, error, refetch } = useQuery(ledger.movements.queryOptions({ input }))
  return (
    <Section
      title={t('retention.movers')}
      note={format.month(`${month}-01`)}
      actions={
        data?.next ? (
          <Link to="/revenue" search={{ at: month }}>
            {t('retention.allMovers')}
          </Link>
        ) : null
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data?.rows.length === 0 ? <p className="quiet">{t('retention.noMovers')}</p> : null}
      {data && data.rows.length > 0 ? <MovementTable rows={data.rows} withKind label={t('retention.movers')} /> : null}
    </Section>
  )
}

import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { type Accuracies, renewals } from '../apis.ts'
import { Calibration } from './Calibration.tsx'
import styles from './forecast.module.css'
import { type ForecastSearch, horizons } from './range.ts'
import { useAccuracies } from './useAccuracies.ts'

/** What the forecasts kept before terms ended were worth, for all and for each person; nothing is told before there is something to tell. */
export function Accuracy({ search }: { search: ForecastSearch }) {
  const { t } = useTranslation('renewalAccuracy')
  const navigate = useNavigate()
  const days = Number(oneOf(search.horizon, horizons)) as 90 | 60 | 30
  const { data, error, refetch } = useQuery(
    renewals.accuracy.queryOptions({ input: { daysBefore: days }, placeholderData: keepPreviousData }),
  )
  return (
    <Section
      title={t('title')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('horizon')}
          data={horizons.map((value) => ({ value, label: t('days', { days: value }) }))}
          value={String(days)}
          onChange={(event) =>
            void navigate({
              to: '/renewals/forecast',
              search: { ...search, horizon: event.currentTarget.value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
      flush
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100]} height={28} />}
      {data?.all || data?.model ? (
        <>
          <p className={styles.foot}>{t('lead', { days })}</p>
          <People data={data} />
          <Calibration data={data} search={search} />
          <p className={styles.foot}>{t('how')}</p>
        </>
      ) : null}
      {data && !data.all && !data.model ? <NothingYet days={days} since={data.since} /> : null}
    </Section>
  )
}

function NothingYet({ days, since }: { days: number; since: string | null }) {
  const { t } = useTranslation('renewalAccuracy')
  const format = useFormat()
  return (
    <p className={styles.foot}>
      {t('empty', { days })} {since ? t('emptySince', { day: format.dayPlain(since) }) : null}
    </p>
  )
}

const columns = ['count', 'right', 'forecast', 'actual', 'error', 'brier'] as const

function People({ data }: { data: Accuracies }) {
  const { t } = useTranslation('renewalAccuracy')
  const format = useFormat()
  const rows = useAccuracies(data)
  return (
    <FigureTable
      label={t('title')}
      heads={[t('who'), ...columns.map((key) => ({ end: t(`columns.${key}`) }))]}
      endsInWords
    >
      <tbody>
        {rows.map(({ key, name, accuracy }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td data-end>{format.number(accuracy.count)}</td>
            <td data-end>{format.percent(accuracy.right)}</td>
            <td data-end title={format.money(accuracy.forecast)}>
              {format.moneyShort(accuracy.forecast)}
            </td>
            <td data-end title={format.money(accuracy.actual)}>
              {format.moneyShort(accuracy.actual)}
            </td>
            <td data-end>{format.change(accuracy.error, '%')}</td>
            <td data-end>{accuracy.brier.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </FigureTable>
  )
}

import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { LineChart } from '#web/chart/LineChart.tsx'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import figures from '../figures.module.css'
import { adoption, type Retention } from './apis.ts'
import { Share } from './FeatureShares.tsx'
import { useAsked } from './useAsked.ts'

const counted = ['accounts', 'users'] as const
const drawn = 4 // cohorts beside the line of all

/** Which share of those who began in a month is still active months later. */
export function RetentionPart() {
  const { t } = useTranslation('adoption')
  const [asked, set] = useAsked()
  const of = oneOf(asked.of, counted)
  const { data, error, refetch } = useQuery({
    ...adoption.retention.queryOptions({ input: { of, months: 12 } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Section
      title={t('retention.title')}
      note={t('retention.note')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('retention.of')}
          value={of}
          onChange={(event) => set({ of: event.currentTarget.value })}
          data={counted.map((value) => ({ value, label: t(`retention.${value}`) }))}
        />
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={40} />}
      {data && data.cohorts.length === 0 ? <p className="quiet">{t('retention.none')}</p> : null}
      {data && data.cohorts.length > 0 ? <Curves cohorts={data.cohorts} /> : null}
    </Section>
  )
}

type Cohort = Retention['cohorts'][number]

function Curves({ cohorts }: { cohorts: readonly Cohort[] }) {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  const longest = Math.max(...cohorts.map((one) => one.active.length))
  const ages = Array.from({ length: longest }, (_, age) => age)
  const shareOf = ({ size, active }: Cohort, age: number) =>
    active[age] === undefined || size === 0 ? null : active[age] / size
  // Of all who are old enough: a younger cohort says nothing of an age it has not reached.
  const all = ages.map((age) => {
    const old = cohorts.filter((one) => one.active.length > age)
    const size = old.reduce((sum, one) => sum + one.size, 0)
    return size === 0 ? null : old.reduce((sum, one) => sum + one.active[age]!, 0) / size
  })
  const ageText = (age: number) => (age === 0 ? t('retention.age_zero') : t('retention.age', { count: age }))
  const monthText = (month: string) => format.dayTable(month).slice(0, 7)
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10)
  const largest = cohorts
    .filter((one) => one.active.length > 2)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, drawn)
  const points = (values: readonly (number | null)[]) =>
    ages.map((age) => ({ label: ageText(age), value: percent(values[age] ?? null) }))
  return (
    <>
      <LineChart
        label={t('retention.line')}
        height={200}
        range={[0, 100]}
        format={(value) => format.percent(value)}
        labelOf={(label) => label}
        series={[
          { name: t('retention.all'), points: points(all) },
          ...largest.map((cohort) => ({
            name: monthText(cohort.month),
            points: points(ages.map((age) => shareOf(cohort, age))),
          })),
        ]}
      />
      <Scroll label={t('retention.title')}>
        <table className={figures.table}>
          <thead>
            <tr>
              <th scope="col">{t('retention.cohort')}</th>
              <th scope="col">{t('retention.size')}</th>
              {ages.map((age) => (
                <th key={age} scope="col">
                  {ageText(age)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.month}>
                <th scope="row">{monthText(cohort.month)}</th>
                <td>{format.number(cohort.size)}</td>
                {ages.map((age) =>
                  age < cohort.active.length ? <Share key={age} share={shareOf(cohort, age)} /> : <td key={age} />,
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}

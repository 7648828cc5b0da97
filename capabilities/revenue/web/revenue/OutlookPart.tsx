import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { LineChart } from '#web/chart/LineChart.tsx'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Definition } from '../definition.ts'
import { Why } from '../Why.tsx'
import { Figure, WhyTable } from '../WhyTable.tsx'
import { measures, type Waterfall } from './apis.ts'
import { retentionDefinition } from './definitions.ts'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'
import {
  changeDefinition,
  type Course,
  courseOf,
  nowDefinition,
  rateDefinition,
  yearDefinition,
} from './why/outlook.ts'

const names = ['low', 'middle', 'high'] as const
const usual = [80, 90, 100] as const // percent
const [lowest, highest] = [50, 130] // percent
const years = ['3', '5', '10'] as const

/** What ARR becomes over some years at three renewal rates, and at today's own; every figure with how it comes about. */
export function OutlookPart({ waterfall, settled }: { waterfall: Waterfall; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const { search, set } = useAsked()
  const mrr = waterfall.months.at(-1)!.closing
  const month = `${format.today().slice(0, 7)}-01`
  const { data } = useQuery(measures.trend.queryOptions({ input: { from: month, to: month } }))
  const point = data?.groups.find(({ segment }) => segment === (search.segment ?? null))?.points[0]
  const grr = point?.grr ?? null
  const count = Number(years.find((one) => one === search.years) ?? 5)
  const rates = ratesOf(search.rates)
  const named = (name: string, percent: number, from: Definition | null = null): Course => ({
    name: t('outlook.curve', { name, rate: format.percent(percent) }),
    percent,
    from,
  })
  const courses = [
    ...(point && grr !== null
      ? [
          named(
            t('outlook.own'),
            Math.round(grr * 1000) / 10,
            retentionDefinition('grr', point, { t, format, settled }),
          ),
        ]
      : []),
    ...names.map((name, at) => named(t(`outlook.names.${name}`), rates[at]!)),
  ]
  const labels = Array.from({ length: count + 1 }, (_, at) =>
    at === 0 ? t('outlook.now') : t('outlook.year', { count: at }),
  )
  return (
    <Section
      title={t('outlook.title')}
      note={t('outlook.note')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('outlook.years')}
          value={String(count)}
          onChange={(event) => set({ years: event.currentTarget.value })}
          data={years.map((value) => ({ value, label: t('outlook.yearsCount', { count: Number(value) }) }))}
        />
      }
    >
      <p>
        {words('outlook.now')}{' '}
        <strong className="num">
          <Why definition={nowDefinition(mrr, { t: words, format })} settled={settled} />
        </strong>
      </p>
      <div className={styles.sliders} role="group" aria-label={t('outlook.rates')}>
        {names.map((name, at) => (
          <label key={name} className={styles.slider}>
            <span>{t('outlook.curve', { name: t(`outlook.names.${name}`), rate: format.percent(rates[at]) })}</span>
            <input
              type="range"
              min={lowest}
              max={highest}
              step={1}
              value={rates[at]}
              onChange={(event) => set({ rates: rates.with(at, Number(event.currentTarget.value)).join('_') })}
            />
          </label>
        ))}
      </div>
      <LineChart
        label={t('outlook.label')}
        height={260}
        series={courses.map((course) => ({
          name: course.name,
          points: courseOf(mrr * 12, course, count).map((value, at) => ({ label: labels[at]!, value })),
        }))}
        format={format.moneyShort}
        labelOf={(label) => label}
      />
      <p className="quiet small">{data && grr === null ? t('outlook.noOwn') : t('outlook.ownText')}</p>
      <Years arr={mrr * 12} courses={courses} labels={labels} settled={settled} />
    </Section>
  )
}

/** ARR year by year along each curve, and what it comes to differ by. */
function Years({
  arr,
  courses,
  labels,
  settled,
}: {
  arr: number
  courses: readonly Course[]
  labels: readonly string[]
  settled: Conventions | undefined
}) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const say = { t: words, format }
  const last = labels.length - 1
  const figure = (definition: Definition) => (
    <Figure name={definition.name} value={definition.value} why={() => definition} />
  )
  const row = (label: string, of: (course: Course) => Definition) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {courses.map((course) => (
        <td key={course.name}>{figure(of(course))}</td>
      ))}
    </tr>
  )
  return (
    <WhyTable label={t('outlook.label')} className={styles.table} settled={settled}>
      <thead>
        <tr>
          <th scope="col">{t('outlook.label')}</th>
          {courses.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(t('outlook.rate'), (course) => rateDefinition(course, `${lowest}–${highest}%`, say))}
        {labels.slice(1).map((label, at) => row(label, (course) => yearDefinition(arr, course, at + 1, say)))}
        {row(t('outlook.change'), (course) => changeDefinition(arr, course, last, say))}
      </tbody>
    </WhyTable>
  )
}

/** Three rates as they stand in the address, in percent. */
function ratesOf(text: string | undefined): number[] {
  const given = (text ?? '').split('_').map(Number)
  return usual.map((rate, at) => {
    const own = given[at]
    return own !== undefined && own >= lowest && own <= highest ? own : rate
  })
}

import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { outlook } from '#capabilities/revenue/core/measures/outlook.ts'
import { LineChart } from '#web/chart/LineChart.tsx'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { measures, type Waterfall } from './apis.ts'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'

const names = ['low', 'middle', 'high'] as const
const usual = [80, 90, 100] as const // percent
const [lowest, highest] = [50, 130] // percent
const years = ['3', '5', '10'] as const

/** What ARR becomes over some years at three renewal rates, and at today's own. */
export function OutlookPart({ waterfall }: { waterfall: Waterfall }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { search, set } = useAsked()
  const last = waterfall.months.at(-1)!
  const arr = last.closing * 12
  const month = `${format.today().slice(0, 7)}-01`
  const { data } = useQuery(measures.trend.queryOptions({ input: { from: month, to: month } }))
  const own = data?.groups.find(({ segment }) => segment === (search.segment ?? null))?.points[0]?.grr ?? null
  const count = Number(years.find((one) => one === search.years) ?? 5)
  const rates = ratesOf(search.rates)
  const labels = Array.from({ length: count + 1 }, (_, at) =>
    at === 0 ? t('outlook.now') : t('outlook.year', { count: at }),
  )
  const curve = (name: string, percent: number) => ({
    name: t('outlook.curve', { name, rate: format.percent(percent) }),
    points: outlook(arr, percent / 100, count + 1).map((value, at) => ({ label: labels[at]!, value })),
  })
  const ownPercent = own === null ? null : Math.round(own * 1000) / 10
  const series = [
    ...(ownPercent === null ? [] : [curve(t('outlook.own'), ownPercent)]),
    ...names.map((name, at) => curve(t(`outlook.names.${name}`), rates[at]!)),
  ]
  return (
    <Section
      title={t('outlook.title')}
      note={t('outlook.note', { arr: format.money(arr) })}
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
        series={series}
        format={format.moneyShort}
        labelOf={(label) => label}
      />
      <p className="quiet small">{own === null ? t('outlook.noOwn') : t('outlook.ownText')}</p>
    </Section>
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

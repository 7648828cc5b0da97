import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bars } from '#web/chart/Bars.tsx'
import { LineChart } from '#web/chart/LineChart.tsx'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { type Definition, metrics, type Preview } from './apis.ts'
import styles from './metrics.module.css'
import figures from '../figures.module.css'

const rest = 400 // ms without a change before real accounts are asked

/** What a metric would be of real customers, before it is saved: the top, the distribution, one customer's line. */
export function MetricPreview({ definition }: { definition: Definition | null }) {
  const { t } = useTranslation('metrics')
  const asked = useRested(definition)
  const [account, setAccount] = useState<string | null>(null)
  const { data, error, refetch, isFetching } = useQuery({
    ...metrics.preview.queryOptions({
      input: { definition: asked!, days: 182, ...(account ? { account } : {}) },
    }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section aria-label={t('preview.title')} className={styles.preview} aria-busy={isFetching}>
      <h3>{t('preview.title')}</h3>
      {asked === null ? <p className="quiet small">{t('preview.waiting')}</p> : null}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {asked !== null && !data && !error ? <BoneLines widths={[100, 80, 90]} height={40} /> : null}
      {data && !error ? (
        data.measured === 0 ? (
          <p className="quiet">{t('preview.nobody')}</p>
        ) : (
          <Shown preview={data} onDraw={setAccount} />
        )
      ) : null}
    </section>
  )
}

function Shown({ preview, onDraw }: { preview: Preview; onDraw: (account: string) => void }) {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  const { measured, nonZero, median, top, distribution, line } = preview
  const written = (value: number | string | null) =>
    typeof value === 'string' ? format.dayTable(value) : format.number(value)
  const compared = top.some((one) => one.previous !== null || one.change !== null)
  const placed = top.some((one) => one.percentile !== null)
  return (
    <>
      <p className="small" role="status">
        {t('preview.figures', {
          measured: format.number(measured),
          nonZero: format.number(nonZero),
          median: format.number(median),
        })}
      </p>
      {line ? (
        <>
          <h4>{t('preview.line', { name: line.account.name })}</h4>
          <LineChart
            label={t('preview.line', { name: line.account.name })}
            height={150}
            labelOf={format.dayPlain}
            series={[
              {
                name: line.account.name,
                points: line.points.map(({ day, value }) => ({ label: day, value })),
              },
            ]}
          />
        </>
      ) : null}
      {distribution.length > 0 ? (
        <>
          <h4>{t('preview.distribution')}</h4>
          <Bars
            label={t('preview.distribution')}
            height={120}
            points={distribution.map(({ from, to, accounts }) => ({
              label: to - from === 1 ? format.number(from) : t('preview.range', { from: format.number(from) }),
              value: accounts,
            }))}
            labelOf={(label) => label}
          />
        </>
      ) : null}
      <Scroll label={t('preview.top')}>
        <table className={figures.table}>
          <caption className="visually-hidden">{t('preview.top')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('preview.account')}</th>
              <th scope="col">{t('preview.value')}</th>
              {compared ? (
                <>
                  <th scope="col">{t('preview.previous')}</th>
                  <th scope="col">{t('preview.change')}</th>
                </>
              ) : null}
              {placed ? (
                <th scope="col" title={t('preview.percentileHelp')}>
                  {t('preview.percentile')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {top.map(({ id, name, value, previous, change, percentile }) => (
              <tr key={id}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.plain}
                    title={t('preview.draw', { name })}
                    aria-pressed={line?.account.id === id}
                    onClick={() => onDraw(id)}
                  >
                    {name}
                  </button>
                </th>
                <td>{written(value)}</td>
                {compared ? (
                  <>
                    <td>{written(previous)}</td>
                    <td>{change === null ? '—' : format.change(change, '%')}</td>
                  </>
                ) : null}
                {placed ? <td>{percentile === null ? '—' : format.percent(percentile)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}

/** A definition that has not changed for a moment. */
function useRested(definition: Definition | null): Definition | null {
  const [rested, setRested] = useState(definition)
  const text = JSON.stringify(definition)
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(text) as Definition | null), rest)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

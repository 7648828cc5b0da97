import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { Accuracies } from '../apis.ts'
import styles from './forecast.module.css'
import type { ForecastSearch } from './range.ts'
import { useAccuracies } from './useAccuracies.ts'

type Bin = NonNullable<Accuracies['all']>['calibration'][number]

/** Fewer than so many say nothing of how good somebody's percentages are. */
const enough = 5

/** What came about of what was said, for all or for one person: a line for each ten percent, with its interval drawn. */
export function Calibration({ data, search }: { data: Accuracies; search: ForecastSearch }) {
  const { t } = useTranslation('renewalAccuracy')
  const format = useFormat()
  const navigate = useNavigate()
  const rows = useAccuracies(data)
  const chosen = rows.find(({ key }) => key === search.who) ?? rows[0]!
  return (
    <>
      <div className={styles.calibration}>
        <h3>{t('calibration')}</h3>
        <NativeSelect
          size="xs"
          className="no-print"
          aria-label={t('calibrationOf')}
          data={rows.map(({ key, name }) => ({ value: key, label: name }))}
          value={chosen.key}
          onChange={(event) =>
            void navigate({
              to: '/renewals/forecast',
              search: { ...search, who: event.currentTarget.value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <FigureTable
        label={t('calibration')}
        heads={[t('said'), { end: t('columns.count') }, { end: t('came') }, t('interval'), t('verdict')]}
        endsInWords
      >
        <tbody>
          {chosen.accuracy.calibration.map((bin) => (
            <tr key={bin.from}>
              <th scope="row" className="num">
                {t('range', { from: bin.from, until: bin.until })}
              </th>
              <td data-end>{format.number(bin.count)}</td>
              <td data-end>{format.percent(bin.came)}</td>
              <td>
                <Interval bin={bin} />{' '}
                <span className="num quiet small">
                  {format.percent(bin.low)}–{format.percent(bin.high)}
                </span>
              </td>
              <td>{t(verdictOf(bin))}</td>
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </>
  )
}

/** Whether what was said lies where what came about can lie. */
function verdictOf({ count, from, until, low, high }: Bin): 'few' | 'inside' | 'over' | 'under' {
  if (count < enough) return 'few'
  if (high < from) return 'over'
  return low > until ? 'under' : 'inside'
}

/** From 0 to 100 %: what was said as a band, what came about as a dot with its interval. The figures stand beside it. */
function Interval({ bin: { from, until, came, low, high } }: { bin: Bin }) {
  return (
    <svg className={styles.interval} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect x={from} width={until - from} y={0} height={12} className={styles.saidBand} />
      <line x1={low} x2={high} y1={6} y2={6} />
      <rect x={came - 1} width={2} y={2} height={8} className={styles.cameMark} />
    </svg>
  )
}

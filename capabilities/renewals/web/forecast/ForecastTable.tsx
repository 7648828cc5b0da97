import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buckets } from '#capabilities/renewals/core/forecast.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { Forecast } from '../apis.ts'
import type { RenewalSearch } from '../search.ts'
import styles from './forecast.module.css'
import { rateOf } from './Headline.tsx'
import { Shares } from './Shares.tsx'

const figures = [
  'atStake',
  'won',
  'commit',
  'likely',
  'at_risk',
  'unjudged',
  'called_lost',
  'lost',
  'weighted',
  'best',
] as const

/** `search`: where the renewals of the row are listed. */
type Row = { key: string; name: string; forecast: Forecast; search: RenewalSearch }

/** The figures that are sums of renewals of one stand; the others are of all of the row. */
const stands: readonly string[] = buckets

/** Forecasts one below the other, each judgement in its column. */
export function ForecastTable({
  label,
  rows,
  total,
}: {
  label: string
  rows: readonly Row[]
  total?: Omit<Row, 'key' | 'name'>
}) {
  const { t } = useTranslation('renewals')
  return (
    <FigureTable
      label={label}
      heads={[
        label,
        ...figures.map((figure) => ({ end: t(`forecast.columns.${figure}`), isStrong: figure === 'weighted' })),
        { end: t('forecast.columns.rate') },
      ]}
      isDense
    >
      <tbody>
        {rows.map((row) => (
          <FigureRow key={row.key} row={row} />
        ))}
      </tbody>
      {total ? (
        <tfoot>
          <FigureRow row={{ key: 'total', name: t('forecast.total'), ...total }} />
        </tfoot>
      ) : null}
    </FigureTable>
  )
}

function FigureRow({ row: { name, forecast, search } }: { row: Row }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  return (
    <tr>
      <th scope="row">
        {name} <span className="quiet num">{t('months.count', { count: forecast.count })}</span>
        <Shares label={name} forecast={forecast} />
      </th>
      {figures.map((figure) => (
        <td key={figure} data-end data-strong={figure === 'weighted' || undefined}>
          {forecast[figure] === 0 ? (
            <span className="quiet">0</span>
          ) : (
            <Link
              to="/renewals"
              search={{ ...search, status: 'all', ...(stands.includes(figure) ? { stand: figure } : {}) }}
              className={styles.cell}
              title={format.money(forecast[figure])}
            >
              {format.moneyShort(forecast[figure])}
            </Link>
          )}
        </td>
      ))}
      <td data-end>{format.percent(rateOf(forecast))}</td>
    </tr>
  )
}

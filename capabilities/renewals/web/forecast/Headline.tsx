import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Forecast, OtherCurrency } from '../apis.ts'
import page from '../renewals.module.css'
import { SumNotes } from '../views/SumNotes.tsx'
import styles from './forecast.module.css'
import { Shares } from './Shares.tsx'

/** The figures that are asked for first, and what is in none of them. */
export function Headline({ total, currencies }: { total: Forecast; currencies: readonly OtherCurrency[] }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const figures = [
    { name: t('forecast.columns.atStake'), value: format.money(total.atStake) },
    { name: t('forecast.columns.won'), value: format.money(total.won) },
    { name: t('forecast.columns.commit'), value: format.money(total.commit) },
    { name: t('forecast.columns.likely'), value: format.money(total.likely) },
    { name: t('forecast.columns.weighted'), value: format.money(total.weighted) },
    { name: t('forecast.columns.best'), value: format.money(total.best) },
    { name: t('forecast.columns.rate'), value: format.percent(rateOf(total)) },
  ]
  return (
    <>
      <dl className={page.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">
              <strong>{value}</strong>
            </dd>
          </div>
        ))}
      </dl>
      <Shares label={t('forecast.total')} forecast={total} legend />
      {total.unweighed > 0 ? (
        <p className={styles.aside}>{t('forecast.unweighed', { amount: format.money(total.unweighed) })}</p>
      ) : null}
      <SumNotes currencies={currencies} noAmount={total.withoutAmount} />
    </>
  )
}

/** What is expected to go on of what is at stake, percent; null where nothing is. */
export function rateOf({ weighted, atStake }: Forecast): number | null {
  return atStake === 0 ? null : Math.round((weighted / atStake) * 1000) / 10
}

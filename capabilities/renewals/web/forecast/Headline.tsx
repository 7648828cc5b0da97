import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Forecast } from '../apis.ts'
import page from '../renewals.module.css'
import styles from './forecast.module.css'
import { Shares } from './Shares.tsx'

/** The figures that are asked for first, and what is in none of them. */
export function Headline({ total, otherCurrency }: { total: Forecast; otherCurrency: number }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const figures = [
    { name: t('forecast.columns.atStake'), value: format.money(total.atStake) },
    { name: t('forecast.columns.won'), value: format.money(total.won) },
    { name: t('forecast.columns.weighted'), value: format.money(total.weighted) },
    { name: t('forecast.columns.best'), value: format.money(total.best) },
    { name: t('forecast.columns.rate'), value: format.percent(rateOf(total)) },
  ]
  const aside = [
    total.unweighed > 0 ? t('forecast.unweighed', { amount: format.money(total.unweighed) }) : null,
    otherCurrency > 0 ? t('forecast.otherCurrency', { count: otherCurrency }) : null,
    total.withoutAmount > 0 ? t('forecast.withoutAmount', { count: total.withoutAmount }) : null,
  ].filter((one) => one !== null)
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
      {aside.map((text) => (
        <p key={text} className={styles.aside}>
          {text}
        </p>
      ))}
    </>
  )
}

/** What is expected to go on of what is at stake, percent; null where nothing is. */
export function rateOf({ weighted, atStake }: Forecast): number | null {
  return atStake === 0 ? null : Math.round((weighted / atStake) * 1000) / 10
}

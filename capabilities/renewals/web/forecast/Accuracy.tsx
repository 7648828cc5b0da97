import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { ForecastAnswer } from '../apis.ts'
import styles from './forecast.module.css'

/** What the forecasts kept before terms ended were worth; nothing is told before there is something to tell. */
export function Accuracy({ rows }: { rows: ForecastAnswer['accuracy'] }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  if (rows.length === 0)
    return (
      <Section title={t('forecast.accuracy')}>
        <p className="quiet">{t('forecast.noAccuracy')}</p>
      </Section>
    )
  return (
    <Section title={t('forecast.accuracy')} flush>
      <Scroll label={t('forecast.accuracy')}>
        <table className={styles.table} data-words>
          <thead>
            <tr>
              <th scope="col">{t('forecast.daysBefore')}</th>
              {(['columns.count', 'forecasted', 'actual', 'hit'] as const).map((key) => (
                <th key={key} scope="col" data-end>
                  {t(`forecast.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ daysBefore, count, forecast, actual }) => (
              <tr key={daysBefore}>
                <th scope="row">{t('forecast.accuracyRow', { days: daysBefore })}</th>
                <td data-end>{format.number(count)}</td>
                <td data-end>{format.money(forecast)}</td>
                <td data-end>{format.money(actual)}</td>
                <td data-end>{format.percent(forecast === 0 ? null : Math.round((actual / forecast) * 1000) / 10)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

import { useTranslation } from 'react-i18next'
import { tenures } from '#capabilities/health/core/proof/tenure.ts'
import { grades } from '#capabilities/health/core/words.ts'
import { useFormat } from '#web/session.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import type { health } from '../apis.ts'
import styles from '../health.module.css'

type Found = NonNullable<Awaited<ReturnType<typeof health.risk.find.call>>['rates']>
type Rate = Found['all']

/** What became of customers by grade and tenure, where there is no model: counted, and said to be so. */
export function Rates({ rates }: { rates: Found }) {
  const { t } = useTranslation('proof')
  const { all, days } = rates
  const there = grades.filter((grade) => rates.grades.some((one) => one.grade === grade))
  const cell = (rate: Rate | undefined, name: string) => (
    <td key={name} className={styles.figure} data-name={name}>
      {rate ? <OneRate rate={rate} /> : '—'}
    </td>
  )
  return (
    <>
      <p className={styles.lead}>
        <b>{t('rates.title', { days })}</b> {t('rates.lead')}
      </p>
      <table className={styles.measures}>
        <thead>
          <tr>
            <th scope="col">{t('rates.grade')}</th>
            <th scope="col" className={styles.figure}>
              {t('rates.all')}
            </th>
            {tenures.map((tenure) => (
              <th key={tenure} scope="col" className={styles.figure}>
                {t(`parts.tenure.${tenure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {there.map((grade) => (
            <tr key={grade}>
              <td>
                <GradeMark grade={grade} />
              </td>
              {cell(
                rates.grades.find((one) => one.grade === grade),
                t('rates.all'),
              )}
              {tenures.map((tenure) =>
                cell(
                  rates.cells.find((one) => one.grade === grade && one.tenure === tenure),
                  t(`parts.tenure.${tenure}`),
                ),
              )}
            </tr>
          ))}
          <tr>
            <td>{t('rates.everybody')}</td>
            {cell(all, t('rates.all'))}
            {tenures.map((tenure) => (
              <td key={tenure} className={styles.figure} />
            ))}
          </tr>
        </tbody>
      </table>
    </>
  )
}

function OneRate({ rate }: { rate: Rate }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  return (
    <>
      {format.percent(rate.percent)}
      <div className="quiet small">
        {t('rates.interval', { low: format.percent(rate.low), high: format.percent(rate.high) })}
      </div>
      <div className="quiet small">
        {t('rates.count', { accounts: format.number(rate.accounts), lost: format.number(rate.lost) })}
      </div>
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import type { health } from '../apis.ts'
import styles from '../health.module.css'

export type Comparison = Awaited<ReturnType<typeof health.compare.call>>

/** What two versions were worth on the same past, in a sentence and in figures. */
export function Compared({ comparison, names }: { comparison: Comparison; names: readonly [string, string] }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const { aucs, says, from, to, days, lost, missing, accounts } = comparison
  if (!aucs || !says)
    return (
      <p className={styles.lead}>
        {from === null
          ? t('compare.tooYoung', { days })
          : t('compare.tooFew', { count: missing, lost: format.number(lost) })}
      </p>
    )
  const [first, second] = names
  const percent = (share: number) => format.percent(Math.round(share * 1000) / 10)
  const points = (share: number) =>
    `${share > 0 ? '+' : share < 0 ? '−' : '±'}${format.number(Math.abs(Math.round(share * 1000) / 10))}`
  const { value, low, high } = aucs.difference
  return (
    <>
      <p className={styles.lead}>
        <b>{t(`compare.says.${says}`, { first, second })}</b>{' '}
        {t('compare.difference', { value: points(value), low: points(low), high: points(high) })}
      </p>
      <p className="soft small">
        {t('compare.ground', {
          from: from ? format.month(from) : '',
          to: to ? format.month(to) : '',
          accounts: format.number(accounts),
          lost: format.number(lost),
          days,
        })}
      </p>
      <table className={styles.measures}>
        <thead>
          <tr>
            <th scope="col">{t('compare.column.what')}</th>
            <th scope="col" className={styles.figure}>
              {first}
            </th>
            <th scope="col" className={styles.figure}>
              {second}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t('compare.auc')}</td>
            {([first, second] as const).map((name, at) => {
              const { value: auc, low: from95, high: to95 } = at === 0 ? aucs.first : aucs.second
              return (
                <td key={name} className={styles.figure} data-name={name}>
                  {percent(auc)}
                  <div className="quiet small">
                    {t('compare.interval', { low: percent(from95), high: percent(to95) })}
                  </div>
                </td>
              )
            })}
          </tr>
          {comparison.hits.first.map(({ grade }, at) => {
            const both = [comparison.hits.first[at]!, comparison.hits.second[at]!] as const
            if (both.every(({ judged }) => judged === 0)) return null
            return (
              <tr key={grade}>
                <td>
                  <GradeMark grade={grade} />
                </td>
                {both.map(({ judged, lost: lostThen }, way) => (
                  <td key={names[way]} className={styles.figure} data-name={names[way]}>
                    {judged === 0 ? '—' : percent(lostThen / judged)}
                    <div className="quiet small">
                      {t('compare.hits', { judged: format.number(judged), lost: format.number(lostThen) })}
                    </div>
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

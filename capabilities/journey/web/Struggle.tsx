import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Current } from './apis.ts'
import styles from './journey.module.css'

/** How hard the phase is for the customer, and of which parts that is made. */
export function Struggle({ struggle }: { struggle: Current['struggle'] }) {
  const { t } = useTranslation('journey')
  const { number } = useFormat()
  const told = (part: Current['struggle']['parts'][number]) => {
    if (part.key === 'time') return t('struggle.timeMeasure', { times: number(part.measure), full: number(part.full) })
    if (part.key === 'returns') return t('struggle.returnsMeasure', { count: part.measure, full: number(part.full) })
    const help = { count: struggle.help, amount: number(part.measure), full: number(part.full) }
    return t('struggle.helpMeasure', help)
  }
  return (
    <details className={styles.fold}>
      <summary>{t('struggle.title', { value: struggle.value, word: t(`struggle.words.${struggle.word}`) })}</summary>
      <p className="quiet small">{t('struggle.help')}</p>
      <table className={styles.parts}>
        <thead>
          <tr>
            <th scope="col">{t('struggle.part')}</th>
            <th scope="col">{t('struggle.measure')}</th>
            <th scope="col">{t('struggle.points')}</th>
          </tr>
        </thead>
        <tbody>
          {struggle.parts.map((part) => (
            <tr key={part.key}>
              <th scope="row">{t(`struggle.${part.key === 'help' ? 'helpPart' : part.key}`)}</th>
              <td className="num">{told(part)}</td>
              <td className="num">{t('struggle.of', { points: number(part.points), most: part.most })}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <b>{t('struggle.sum')}</b>
            </th>
            <td />
            <td className="num">
              <b>{t('struggle.of', { points: struggle.value, most: 100 })}</b>
            </td>
          </tr>
        </tbody>
      </table>
    </details>
  )
}

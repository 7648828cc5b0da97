import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { fewestPeers } from '#capabilities/health/core/peers.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue, useFactText } from '#web/ui/FactValue.tsx'
import type { WhyMeasure } from './apis.ts'
import styles from './health.module.css'

/** The measures of a dimension with the fact each saw, since when, its points, weight and what it gives. */
export function Measures({ measures }: { measures: readonly WhyMeasure[] }) {
  const { t } = useTranslation('health')
  return (
    <table className={`${styles.measures} ${styles.inWhy}`}>
      <thead>
        <tr>
          <th scope="col">{t('measure.name')}</th>
          <th scope="col">{t('measure.value')}</th>
          <th scope="col">{t('measure.when')}</th>
          <th scope="col" className={styles.figure}>
            {t('measure.points')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('measure.share')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('measure.contribution')}
          </th>
        </tr>
      </thead>
      <tbody>
        {measures.map((measure) => (
          <MeasureRow key={measure.key} measure={measure} />
        ))}
      </tbody>
    </table>
  )
}

function MeasureRow({ measure }: { measure: WhyMeasure }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { state, points, share, contribution, seen } = measure
  const day = format.dayPlain(measure.datedOn)
  const said = state === 'present' ? '' : t(`measure.states.${state}`, { day, points: points ?? '' })
  return (
    <tr data-out={points === null || undefined}>
      <td>
        {inLanguage(measure.label, format.language)}
        {said ? <div className="quiet small">{said}</div> : null}
        <Place measure={measure} />
      </td>
      <td>
        <FactValue fact={shownFact(seen)} value={seen.value} />
      </td>
      <td className="quiet small" title={format.stamp(measure.knownAt)}>
        {measure.datedOn ? t('measure.dated', { day: format.dayNear(measure.datedOn) }) : format.ago(measure.knownAt)}
      </td>
      <td className={styles.figure} data-name={t('measure.points')}>
        {format.number(points)}
      </td>
      <td className={styles.figure} data-name={t('measure.share')}>
        {points === null ? format.percent(null) : `${share.toFixed(1)}%`}
      </td>
      <td className={styles.figure} data-name={t('measure.contribution')}>
        {points === null ? format.number(null) : contribution.toFixed(1)}
      </td>
    </tr>
  )
}

/** Where the value stands among other customers, and who they are. */
function Place({ measure: { place } }: { measure: WhyMeasure }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const text = useFactText()
  if (!place) return null
  const { percentile, among, group, fellBack } = place
  const count = format.number(among)
  const name = group ? text(shownFact(group), group.value) : ''
  const whom = group && !fellBack ? t('place.group', { name, count }) : t('place.all', { count })
  return (
    <div className="quiet small">
      {percentile === null
        ? t('place.tooFew', { count, needed: fewestPeers })
        : t('place.line', { percentile: format.number(percentile), whom })}
      {fellBack && group ? <div>{t('place.fellBack', { name, needed: fewestPeers })}</div> : null}
      {fellBack && !group ? <div>{t('place.noGroup')}</div> : null}
    </div>
  )
}

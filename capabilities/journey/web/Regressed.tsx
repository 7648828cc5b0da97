import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Path } from './apis.ts'
import styles from './journey.module.css'

/** What held in a phase that is passed, and does not hold any more. */
export function Regressed({ path: { regressed } }: { path: Path }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  if (regressed.length === 0) return null
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('regressed.title')}</h3>
      </div>
      <ul>
        {regressed.map(({ key, label, phase, lostOn }) => (
          <li key={key}>
            <span className={styles.lost}>▲</span> {inLanguage(label, format.language)}{' '}
            <span className="quiet small">
              {t('regressed.since', { phase: inLanguage(phase, format.language), day: format.dayNear(lostOn) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

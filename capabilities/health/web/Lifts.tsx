import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { Why } from './apis.ts'
import styles from './health.module.css'

/** What would lift the score most, with the value to aim for. */
export function Lifts({ why }: { why: Why }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const text = useFactText()
  if (why.lifts.length === 0) return null
  return (
    <div>
      <h3>{t('lift.title')}</h3>
      {why.lifts.map(({ dimension, measure, label, target, gain }) => (
        <div key={`${dimension} ${measure}`} className={styles.line}>
          <span>
            {t('lift.line', {
              measure: inLanguage(label, format.language),
              target: text(shownFact(target), target.value),
            })}
          </span>
          <span className="num">{t('lift.gain', { gain: format.number(gain) })}</span>
        </div>
      ))}
    </div>
  )
}

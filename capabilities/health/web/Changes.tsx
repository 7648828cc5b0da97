import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Delta } from '#web/ui/Delta.tsx'
import { FactValue } from '#web/ui/FactValue.tsx'
import type { Comparison, Why } from './apis.ts'
import styles from './health.module.css'

/** How the score moved since a week and four weeks ago, and which measures moved it. */
export function Changes({ why }: { why: Why }) {
  return why.comparisons.map((comparison) => <Change key={comparison.days} comparison={comparison} />)
}

/** How many measures are named. */
const most = 4

function Change({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const day = format.dayNear(comparison.since)
  const moved = comparison.moved.slice(0, most)
  return (
    <div>
      <h3>
        {t('change.title', { days: comparison.days })} <Delta value={comparison.difference} />
      </h3>
      {comparison.score === null ? (
        <p className="quiet small">{t('change.new', { day })}</p>
      ) : (
        <p className="quiet small">{t('change.line', { day, score: comparison.score })}</p>
      )}
      {comparison.otherCard ? <p className="quiet small">{t('change.otherCard', { day })}</p> : null}
      {comparison.score !== null && !comparison.otherCard && moved.length === 0 ? (
        <p className="quiet small">{t('change.none')}</p>
      ) : null}
      {moved.map((one) => (
        <div key={`${one.dimension} ${one.measure}`} className={styles.line}>
          <span>
            {inLanguage(one.label, format.language)}{' '}
            <span className="quiet small">
              {one.before.value === one.after.value ? (
                t('change.weight')
              ) : (
                <>
                  <FactValue fact={shownFact(one.before)} value={one.before.value} short /> →{' '}
                  <FactValue fact={shownFact(one.after)} value={one.after.value} short />
                </>
              )}
            </span>
          </span>
          <Delta value={one.difference} />
        </div>
      ))}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { BillingSource } from '#capabilities/revenue/contract/billing.ts'
import type { ja } from './copy.ja.ts'
import { useFormat } from '#web/session.ts'
import styles from './billing.module.css'

type Rule = keyof typeof ja.unused.rules

/** What of a source could not be used, by why; folded, for mostly nobody has to do anything. */
export function UnusedList({ unused }: { unused: BillingSource['unused'] }) {
  const { t } = useTranslation('billing')
  const format = useFormat()
  const count = unused.reduce((sum, { times }) => sum + times, 0)
  if (count === 0) return null
  return (
    <details className={styles.unused}>
      <summary>{t('unused.title', { count, shown: format.number(count) })}</summary>
      <ul>
        {unused.map(({ rule, times, lastAt, subjects }) => (
          <li key={rule}>
            {t(`unused.rules.${rule as Rule}`, { defaultValue: rule })}
            <span className="quiet">
              {' '}
              {[
                t('unused.times', { count: times, shown: format.number(times) }),
                t('unused.last', { when: format.ago(lastAt) }),
              ].join(' · ')}
            </span>
            {subjects.length > 0 ? (
              <div className="quiet">{t('unused.about', { subjects: subjects.join(', ') })}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}

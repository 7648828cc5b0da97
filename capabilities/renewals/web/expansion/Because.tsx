import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { OpportunityPage } from './apis.ts'
import styles from './expansion.module.css'

/** Why it came up: the rule, and the facts as they stood when it was raised; or that somebody wrote it down. */
export function Because({ opportunity }: { opportunity: OpportunityPage }) {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  const text = useFactText()
  const { rule, because } = opportunity
  const facts = [...new Map(because.flatMap((clause) => clause.facts).map((seen) => [seen.key, seen])).values()]
  return (
    <p className={styles.because}>
      {rule ? inLanguage(rule.label, language) : t('byHandLong')}
      {facts.length > 0 ? (
        <span className="quiet">
          {' '}
          {facts.map((seen) => `${inLanguage(seen.label, language)}: ${text(shownFact(seen), seen.value)}`).join(' · ')}
        </span>
      ) : null}
    </p>
  )
}

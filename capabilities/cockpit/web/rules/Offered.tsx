import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { offeredQuery } from './apis.ts'
import styles from './rules.module.css'
import { useRuleMoves } from './useRuleMoves.ts'

/** Ready-made rules that came after the workspace was made: taken up with a click each. */
export function Offered() {
  const { t } = useTranslation('rules')
  const { language } = useFormat()
  const { take } = useRuleMoves()
  const { data } = useQuery(offeredQuery)
  if (!data || data.rules.length === 0) return null
  return (
    <section aria-label={t('offered.title', { count: data.rules.length })}>
      <h2 className={styles.offeredTitle}>{t('offered.title', { count: data.rules.length })}</h2>
      <p className="soft small">{t('offered.lead')}</p>
      <ul className={styles.list}>
        {data.rules.map((rule) => (
          <li key={rule.key} className={styles.line}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${t('offered.take')}: ${inLanguage(rule.label, language)}`}
              onClick={() => void take(rule)}
            >
              {t('offered.take')}
            </Button>
            <div className={styles.lineBody}>
              <b>{inLanguage(rule.label, language)}</b>
              <div className={styles.said}>{inLanguage(rule.help, language)}</div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

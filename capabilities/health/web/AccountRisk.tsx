import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { health } from './apis.ts'
import styles from './health.module.css'

/** How likely a customer is lost, and which facts move it; nothing is shown while no model says anything of it. */
export function AccountRisk({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { data } = useQuery(health.risk.ofAccount.queryOptions({ input: { id: accountId } }))
  const risk = data?.risk
  if (!risk) return null
  const percent = (value: number) => format.percent(value)
  return (
    <Section
      title={t('risk.ofAccount', { days: risk.horizon, percent: percent(risk.percent) })}
      note={t('risk.usual', { percent: percent(risk.usual) })}
    >
      <ul className={styles.reasons}>
        {risk.reasons.map(({ points, seen }) => (
          <li key={seen.key}>
            <span>
              {inLanguage(seen.label, format.language)} <FactValue fact={shownFact(seen)} value={seen.value} short />
            </span>
            <b>{t(points > 0 ? 'risk.raises' : 'risk.lowers', { points: format.number(Math.abs(points)) })}</b>
          </li>
        ))}
      </ul>
      <p className="soft small">
        {t('risk.by', { auc: percent(Math.round(risk.auc * 100)), day: format.day(risk.trainedAt.slice(0, 10)) })}
      </p>
    </Section>
  )
}

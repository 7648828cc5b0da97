import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { health } from './apis.ts'
import styles from './health.module.css'
import { AccountRate } from './proof/AccountRate.tsx'
import { NearestLevel } from './proof/NearestLevel.tsx'

/** What the past says of a customer: how likely it is lost, and in what it is nearest to where earlier ones left. */
export function AccountRisk({ accountId }: { accountId: string }) {
  return (
    <>
      <Probability accountId={accountId} />
      <NearestLevel accountId={accountId} />
    </>
  )
}

/** How likely a customer is lost, and which facts move it; without a model, what became of customers like it. */
function Probability({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { data } = useQuery(health.risk.ofAccount.queryOptions({ input: { id: accountId } }))
  const risk = data?.risk
  if (data?.rate) return <AccountRate rate={data.rate} />
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

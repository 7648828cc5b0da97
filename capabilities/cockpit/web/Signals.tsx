import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FactValue } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { cockpit } from './apis.ts'
import styles from './cockpit.module.css'
import { RuleLink } from './RuleLink.tsx'

/** The signals of one account, each with the facts of the moment it fired. */
export function Signals({ accountId }: { accountId: string }) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const signals = useQuery(cockpit.signals.queryOptions({ input: { id: accountId } }))
  return (
    <Section title={t('signals.title')}>
      {signals.error ? <ErrorState error={signals.error} onRetry={() => void signals.refetch()} /> : null}
      {signals.isPending ? <BoneLines widths={[70, 85]} /> : null}
      {signals.data?.signals.length === 0 ? <EmptyState compact>{t('signals.none')}</EmptyState> : null}
      {signals.data?.signals.map((signal) => (
        <div key={signal.id} className={styles.cta}>
          <div className={styles.ctaHead}>
            <b>
              <RuleLink id={signal.rule.id}>{inLanguage(signal.rule.label, format.language)}</RuleLink>
            </b>
            <time className="quiet small" title={format.stamp(signal.firedAt)}>
              {format.ago(signal.firedAt)}
            </time>
            {signal.holds === null ? null : signal.holds ? (
              <Chip tone="watch">{t('signals.still')}</Chip>
            ) : (
              <Chip>{t('signals.over')}</Chip>
            )}
          </div>
          <p className={styles.because}>{inLanguage(signal.because, format.language)}</p>
          <details className={styles.fold}>
            <summary>{t('signals.facts')}</summary>
            {signal.clauses.map((clause) => (
              <div key={clause.text} className={styles.clause} data-held={clause.held} title={clause.text}>
                <span aria-hidden="true">{clause.held ? '●' : '○'}</span>
                {clause.facts.map((fact) => (
                  <span key={fact.key}>
                    {inLanguage(fact.label, format.language)} <FactValue fact={shownFact(fact)} value={fact.value} />
                  </span>
                ))}
              </div>
            ))}
            <p className="quiet small">
              {t('signals.rule', {
                rule: inLanguage(signal.rule.label, format.language),
                version: signal.rule.version,
              })}{' '}
              <code>{signal.rule.condition}</code>
            </p>
          </details>
        </div>
      ))}
    </Section>
  )
}

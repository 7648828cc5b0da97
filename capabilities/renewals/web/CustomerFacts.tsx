import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue } from '#web/ui/FactValue.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import type { RenewalPage } from './apis.ts'

/** What the customer's facts say that matters when they are asked to renew. */
export function CustomerFacts({ facts }: { facts: RenewalPage['facts'] }) {
  const { t } = useTranslation('renewals')
  const { language } = useFormat()
  return (
    <Section title={t('facts.title')}>
      {facts.length === 0 ? <p className="quiet">{t('facts.none')}</p> : null}
      <Pairs>
        {facts.map((seen) => (
          <Pair key={seen.key} name={inLanguage(seen.label, language)}>
            <FactValue fact={shownFact(seen)} value={seen.value} />
          </Pair>
        ))}
      </Pairs>
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { type ShownFact, useFactText } from '#web/ui/FactValue.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { catalogueQuery, peopleQuery } from '../customer/apis.ts'
import styles from './past.module.css'
import type { Then } from './then.ts'

type Seen = Then['facts'][number]

const isEmpty = (value: Seen['value']) => Array.isArray(value) && value.length === 0

/** Some facts as they were known at the end of a past day; those that it can't tell are named, and shown with no value. */
export function PastFacts({ title, then, of }: { title: string; then: Then; of: (fact: Seen) => boolean }) {
  const { t } = useTranslation('customer')
  const { language } = useFormat()
  const text = useFactText()
  const catalogue = useQuery(catalogueQuery)
  const people = useQuery(peopleQuery)
  const untold = new Set(then.past?.untold)
  const asked = then.facts.filter(of)
  const told = asked.filter((fact) => !untold.has(fact.key) && fact.value !== null && !isEmpty(fact.value))
  // How a name is read is there for the order of lists alone.
  const silent = asked
    .filter(({ key }) => untold.has(key) && key !== 'account.reading')
    .map((fact) => inLanguage(fact.label, language))
  const shown = (fact: Seen) => {
    const person = fact.key === 'account.owner' && people.data?.people.find((one) => one.id === fact.value)
    const definition = catalogue.data?.facts.find((one) => one.key === fact.key) ?? (fact as ShownFact)
    return person ? person.name : text(definition, fact.value)
  }
  return (
    <Section title={title}>
      {told.length > 0 ? (
        <Pairs>
          {told.map((fact) => (
            <Pair key={fact.key} name={inLanguage(fact.label, language)}>
              <span className="num">{shown(fact)}</span>
            </Pair>
          ))}
        </Pairs>
      ) : (
        <p className="quiet small">{t('past.noFacts')}</p>
      )}
      {silent.length > 0 ? (
        <p className={`quiet small ${styles.untold}`}>
          {t('past.untold', { facts: silent.join(language === 'ja' ? '、' : ', ') })}
        </p>
      ) : null}
    </Section>
  )
}

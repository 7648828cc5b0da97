import { useTranslation } from 'react-i18next'
import { dimensionKeys } from '#capabilities/health/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { type Grade, GradeMark } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { numberOf, textOf } from '../customer/read.ts'
import styles from './past.module.css'
import { factsThen, type Then } from './then.ts'

/** The score, its grade and its dimensions as they were shown on a past day, whatever was changed on the scorecard since. */
export function PastScore({ then }: { then: Then }) {
  const { t } = useTranslation('customer')
  const { language, number } = useFormat()
  const facts = factsThen(then)
  const grade = textOf(facts, 'health.grade')
  const dimensions = dimensionKeys.flatMap((key) => then.facts.find((fact) => fact.key === `health.${key}`) ?? [])
  return (
    <Section title={t('past.score')} note={grade ? t('past.scoreNote') : undefined}>
      {grade === null ? (
        <EmptyState compact>{t('past.noScore')}</EmptyState>
      ) : (
        <>
          <p className={styles.grade}>
            <GradeMark grade={grade as Grade} score={numberOf(facts, 'health.score')} />
          </p>
          <ul className={styles.dimensions}>
            {dimensions.map((fact) => {
              const points = typeof fact.value === 'number' ? fact.value : null
              return (
                <li key={fact.key}>
                  <span>{inLanguage(fact.label, language)}</span>
                  <Bar value={points} />
                  <b className="num">{number(points)}</b>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Section>
  )
}

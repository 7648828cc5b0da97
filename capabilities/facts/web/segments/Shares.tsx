import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { missing } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { type Grade, GradeMark } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import { useCatalogue } from '../factsApi.ts'
import type { SegmentAnswer } from './SegmentPage.tsx'
import styles from './segmentPage.module.css'

const grades = new Set<unknown>(['healthy', 'watch', 'risk', 'unknown'])

/** How members and all others are spread over the values of facts with choices. */
export function Shares({ answer }: { answer: SegmentAnswer }) {
  const { t } = useTranslation('segments')
  const { language } = useFormat()
  const catalogue = useCatalogue()
  if (answer.shares.length === 0) return null
  return (
    <Section title={t('page.shares')}>
      {answer.shares.map(({ fact: key, values }) => {
        const fact = catalogue.get(key)
        if (!fact) return null
        const sums = {
          members: values.reduce((sum, one) => sum + one.members, 0),
          rest: values.reduce((sum, one) => sum + one.rest, 0),
        }
        const nameOf = (value: unknown) => {
          if (key === 'health.grade' && grades.has(value)) return <GradeMark grade={value as Grade} />
          const choice = fact.choices?.find((one) => one.key === value)
          return choice ? inLanguage(choice.label, language) : typeof value === 'string' ? value : missing
        }
        return (
          <table key={key} className={`${styles.table} ${styles.shares}`}>
            <thead>
              <tr>
                <th scope="col">{inLanguage(fact.label, language)}</th>
                <th scope="col">{t('page.inside')}</th>
                <th scope="col">{t('page.outside')}</th>
              </tr>
            </thead>
            <tbody>
              {values.map((one) => (
                <tr key={String(one.value)}>
                  <th scope="row">{nameOf(one.value)}</th>
                  <ShareCell part={one.members} of={sums.members} brand />
                  <ShareCell part={one.rest} of={sums.rest} />
                </tr>
              ))}
            </tbody>
          </table>
        )
      })}
    </Section>
  )
}

function ShareCell({ part, of, brand = false }: { part: number; of: number; brand?: boolean }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const share = of === 0 ? 0 : (part / of) * 100
  return (
    <td title={t('customers', { count: part, shown: format.number(part) })}>
      <div className={styles.share}>
        <Bar value={share} tone={brand ? 'brand' : 'unknown'} />
        <span className="num">{format.percent(share)}</span>
      </div>
    </td>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip, type Grade, GradeMark } from '#web/ui/Chip.tsx'
import { peopleQuery } from '../customer/apis.ts'
import styles from '../customer/Customer.module.css'
import { FactStrip } from '../customer/FactStrip.tsx'
import { numberOf, textOf } from '../customer/read.ts'
import { factsThen, type Then } from './then.ts'

/** Who the customer was and how they were at the end of a past day. `nameNow` stands in where names were not kept. */
export function PastHeader({ then, nameNow }: { then: Then; nameNow: string }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const people = useQuery(peopleQuery)
  const facts = factsThen(then)
  const name = textOf(facts, 'account.name')
  const grade = textOf(facts, 'health.grade')
  const churnedOn = textOf(facts, 'contract.state') === 'active' ? null : textOf(facts, 'contract.churned_on')
  const lateness = churnedOn ? null : textOf(facts, 'phase.lateness')
  const employees = numberOf(facts, 'account.employees')
  const owner = textOf(facts, 'account.owner')
  const tags = facts.tags
  const parts = [
    textOf(facts, 'account.industry'),
    employees === null ? null : t('employees', { count: employees, shown: format.number(employees) }),
    textOf(facts, 'account.region'),
    owner === null ? null : `${t('owner')} ${people.data?.people.find((one) => one.id === owner)?.name ?? '…'}`,
  ].filter((part) => part !== null)
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h2 className={styles.name}>{name ?? nameNow}</h2>
        {grade ? (
          <GradeMark
            grade={grade as Grade}
            score={numberOf(facts, 'health.score')}
            overridden={textOf(facts, 'health.overridden_until') !== null}
          />
        ) : null}
        {lateness === 'stalled' ? <Chip tone="risk">■ {t('lateness.stalled')}</Chip> : null}
        {lateness === 'watch' ? <Chip tone="watch">▲ {t('lateness.watch')}</Chip> : null}
        {churnedOn ? <Chip>{t('churned', { day: format.dayTable(churnedOn) })}</Chip> : null}
      </div>
      <div className={styles.sub}>
        {name === null ? <span>{t('past.nameNow')}</span> : null}
        {name !== null && name !== nameNow ? <span>{t('past.calledNow', { name: nameNow })}</span> : null}
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
        {Array.isArray(tags) ? tags.map((tag: string) => <Chip key={tag}>{tag}</Chip>) : null}
      </div>
      <FactStrip facts={facts} />
    </header>
  )
}

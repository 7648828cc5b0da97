import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { missing } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { Delta } from '#web/ui/Delta.tsx'
import { catalogueQuery, type Customer } from './apis.ts'
import styles from './Customer.module.css'
import { growth, numberOf, textOf } from './read.ts'

/** Figures that can tell how they come about, in the place of those that are only shown. */
export type Opened = { arr?: ReactNode }

/** Revenue, renewal, phase, seats in use, and when the decision maker was last met. */
export function FactStrip({ facts, opened = {} }: { facts: Customer['facts']; opened?: Opened }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const catalogue = useQuery(catalogueQuery)
  const number = (key: string) => numberOf(facts, key)
  const arr = number('contract.arr')
  const arrChange = growth(arr, number('contract.arr_90d_ago'))
  const renewal = textOf(facts, 'contract.renewal_on')
  const left = number('contract.days_to_renewal')
  const phase = textOf(facts, 'phase.key')
  const phaseChoice = catalogue.data?.facts
    .find((fact) => fact.key === 'phase.key')
    ?.choices?.find((one) => one.key === phase)
  const phaseName = phaseChoice ? inLanguage(phaseChoice.label, format.language) : phase
  const days = number('phase.days')
  const usual = number('phase.expected_days')
  const users = number('metric.weekly_active_users')
  const before = number('metric.weekly_active_users.previous')
  const seats = number('contract.seats')
  const met = number('contacts.decision_maker.days_since_touch')
  return (
    <dl className={styles.strip}>
      <Figure value={opened.arr ?? format.money(arr)} name={t('strip.arr')}>
        {arrChange === null ? null : (
          <>
            {t('strip.arrChange')} <Delta value={arrChange} suffix="%" />
          </>
        )}
      </Figure>
      <Figure value={renewal ? format.dayPlain(renewal) : missing} name={t('strip.renewal')}>
        {left === null ? null : left < 0 ? t('strip.overdue', { count: -left }) : t('strip.left', { count: left })}
      </Figure>
      <Figure
        value={
          phaseName ? (days === null ? phaseName : t('strip.phaseDays', { phase: phaseName, count: days })) : missing
        }
        name={t('strip.phase')}
      >
        {usual === null ? null : t('strip.usual', { count: usual })}
      </Figure>
      <Figure
        value={
          users === null
            ? missing
            : seats === null
              ? format.number(users)
              : `${format.number(users)} / ${format.number(seats)}`
        }
        name={t('strip.users')}
      >
        {before === null ? null : t('strip.before', { shown: format.number(before) })}
      </Figure>
      <Figure value={met === null ? missing : format.daysAgo(met)} name={t('strip.met')} />
    </dl>
  )
}

function Figure({ value, name, children }: { value: ReactNode; name: string; children?: ReactNode }) {
  return (
    <div>
      <dt>
        {name}
        {children ? <span className={styles.stripNote}>{children}</span> : null}
      </dt>
      <dd className="num">{value}</dd>
    </div>
  )
}

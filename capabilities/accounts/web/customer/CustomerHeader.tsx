import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineField } from '#web/form/InlineField.tsx'
import { missing } from '#web/i18n/format.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip, type Grade, GradeMark } from '#web/ui/Chip.tsx'
import { type Customer, peopleQuery } from './apis.ts'
import styles from './Customer.module.css'
import { FactStrip, type Opened } from './FactStrip.tsx'
import { numberOf, textOf } from './read.ts'
import { useCustomerChange } from './useCustomerChange.ts'

type Shown = { customer: Customer; actions?: ReactNode; opened?: Opened }

/** Who the customer is, how they are, and the five figures that matter most. */
export function CustomerHeader({ customer, actions, opened }: Shown) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const change = useCustomerChange(customer.account.id)
  const people = useQuery(peopleQuery)
  const { account, facts } = customer
  const csm = account.assignments.find((one) => one.role === 'csm')
  const churnedOn = textOf(facts, 'contract.state') === 'active' ? null : textOf(facts, 'contract.churned_on')
  const lateness = churnedOn ? null : textOf(facts, 'phase.lateness')
  const parts = [
    account.industry,
    account.employees === null
      ? null
      : t('employees', { count: account.employees, shown: format.number(account.employees) }),
    account.region,
  ].filter((part) => part !== null)
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h2 className={styles.name}>
          <InlineField
            label={t('fields.name')}
            value={account.name}
            readOnly={!mayWrite}
            onSave={(name) => void (name && change({ name }))}
          />
        </h2>
        <GradeMark
          grade={(textOf(facts, 'health.grade') ?? 'unknown') as Grade}
          score={numberOf(facts, 'health.score')}
          overridden={textOf(facts, 'health.overridden_until') !== null}
        />
        {lateness === 'stalled' ? <Chip tone="risk">■ {t('lateness.stalled')}</Chip> : null}
        {lateness === 'watch' ? <Chip tone="watch">▲ {t('lateness.watch')}</Chip> : null}
        {churnedOn ? <Chip>{t('churned', { day: format.dayTable(churnedOn) })}</Chip> : null}
        {account.archivedAt ? <Chip>{t('archived')}</Chip> : null}
        <div className={styles.actions}>{actions}</div>
      </div>
      <div className={styles.sub}>
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
        <span className={styles.owner}>
          {t('owner')}{' '}
          <InlineField
            label={t('fields.csm')}
            kind="choice"
            value={csm?.personId ?? ''}
            shown={csm?.personName ?? missing}
            choices={(people.data?.people ?? [])
              .filter((one) => one.state === 'active')
              .map(({ id, name }) => ({ value: id, label: name }))}
            readOnly={!mayWrite}
            onSave={(personId) => void change({ assignments: { csm: personId || null } }, {})}
          />
        </span>
        {account.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
        {customer.factsAt === null ? <span role="status">{t('computing')}</span> : null}
      </div>
      <FactStrip facts={facts} opened={opened ?? {}} />
    </header>
  )
}

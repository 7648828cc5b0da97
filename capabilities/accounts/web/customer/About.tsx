import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { adopterCategoryChoices, successTypeChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { InlineField, type InlineKind } from '#web/form/InlineField.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { type Customer, peopleQuery } from './apis.ts'
import styles from './Customer.module.css'
import { OwnFields } from './OwnFields.tsx'
import { type CustomerChange, useCustomerChange } from './useCustomerChange.ts'

type Plain = 'nameKana' | 'nameEn' | 'corporateNumber' | 'industry' | 'region' | 'address' | 'usagePattern'
const plain: readonly Plain[] = [
  'nameKana',
  'industry',
  'region',
  'address',
  'corporateNumber',
  'usagePattern',
  'nameEn',
]
const stories = ['purpose', 'businessIssues', 'goals'] as const

/** What is known of the company, edited where it stands. */
export function About({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customer')
  const { language } = useFormat()
  const mayWrite = useMay('accounts.write')
  const people = useQuery(peopleQuery)
  const { account } = customer
  const change = useCustomerChange(account.id)
  const worded = (choices: readonly { key: string; label: { ja: string; en: string } }[]) =>
    choices.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))
  const field = (
    name: string,
    value: string,
    kind: InlineKind,
    save: (text: string) => CustomerChange,
    choices?: { value: string; label: string }[],
  ) => (
    <Pair key={name} name={t(`fields.${name as 'industry'}`)}>
      <InlineField
        label={t(`fields.${name as 'industry'}`)}
        value={value}
        kind={kind}
        {...(choices ? { choices } : {})}
        readOnly={!mayWrite}
        onSave={(text) => void change(save(text))}
      />
    </Pair>
  )
  const renewalManager = account.assignments.find((one) => one.role === 'renewal_manager')
  return (
    <Section title={t('about.title')}>
      <Pairs>
        {field(
          'touchModel',
          account.touchModel ?? '',
          'choice',
          (text) => ({ touchModel: (text || null) as typeof account.touchModel }),
          worded(touchModelChoices),
        )}
        {field(
          'successType',
          account.successType ?? '',
          'choice',
          (text) => ({ successType: (text || null) as typeof account.successType }),
          worded(successTypeChoices),
        )}
        <Pair name={t('fields.renewalManager')}>
          <InlineField
            label={t('fields.renewalManager')}
            kind="choice"
            value={renewalManager?.personId ?? ''}
            shown={renewalManager?.personName}
            choices={(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            readOnly={!mayWrite}
            onSave={(personId) => void change({ assignments: { renewal_manager: personId || null } }, {})}
          />
        </Pair>
        {plain
          .slice(0, 3)
          .map((name) => field(name, account[name] ?? '', 'text', (text) => ({ [name]: text || null })))}
        {field('employees', account.employees === null ? '' : String(account.employees), 'number', (text) => ({
          employees: text ? Math.round(Number(text)) : null,
        }))}
        {field('signedUpOn', account.signedUpOn ?? '', 'day', (text) => ({ signedUpOn: text || null }))}
        {field(
          'adopterCategory',
          account.adopterCategory ?? '',
          'choice',
          (text) => ({ adopterCategory: (text || null) as typeof account.adopterCategory }),
          worded(adopterCategoryChoices),
        )}
        {plain.slice(3).map((name) => field(name, account[name] ?? '', 'text', (text) => ({ [name]: text || null })))}
        {field('domains', account.domains.join(', '), 'tags', (text) => ({ domains: split(text) }))}
        {field('tags', account.tags.join('、'), 'tags', (text) => ({ tags: split(text) }))}
        <OwnFields customer={customer} />
        {account.parent ? <Pair name={t('fields.parent')}>{account.parent.name}</Pair> : null}
        {account.externalIds.map((one) => (
          <Pair key={`${one.source} ${one.externalId}`} name={t('fields.externalId', { source: one.source })}>
            <span className="num">{one.externalId}</span>
          </Pair>
        ))}
      </Pairs>
      <div className={styles.long}>
        {stories.map((name) => (
          <div key={name}>
            <h3>{t(`fields.${name}`)}</h3>
            <InlineField
              label={t(`fields.${name}`)}
              value={account[name] ?? ''}
              kind="longText"
              readOnly={!mayWrite}
              onSave={(text) => void change({ [name]: text || null })}
            />
          </div>
        ))}
      </div>
    </Section>
  )
}

const split = (text: string) =>
  text
    .split(/[、,，\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

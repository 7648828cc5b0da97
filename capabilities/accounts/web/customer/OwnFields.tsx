import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { moneyOf } from '#kernel/money.ts'
import { InlineField, type InlineKind } from '#web/form/InlineField.tsx'
import { useFormat, useMay } from '#web/session.ts'
import type { ShownValue } from '#web/ui/FactValue.tsx'
import { Pair } from '#web/ui/Section.tsx'
import { accounts, type Customer, peopleQuery } from './apis.ts'
import { useCustomerChange } from './useCustomerChange.ts'

type Field = Awaited<ReturnType<typeof accounts.fields.list.call>>['rows'][number]

const kinds: Partial<Record<Field['type'], InlineKind>> = {
  long_text: 'longText',
  number: 'number',
  money: 'number',
  date: 'day',
  choice: 'choice',
  person: 'choice',
  yes_no: 'choice',
  choices: 'tags',
}

/** The fields the company has added, as pairs. */
export function OwnFields({ customer }: { customer: Customer }) {
  const { t } = useTranslation('web')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const { data } = useQuery(accounts.fields.list.queryOptions({ input: { subject: 'account' }, staleTime: 300_000 }))
  const people = useQuery(peopleQuery)
  const change = useCustomerChange(customer.account.id)
  const label = (one: { labelJa: string; labelEn: string }) => (format.language === 'en' ? one.labelEn : one.labelJa)
  const choices = (field: Field) => {
    if (field.type === 'person') return (people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
    if (field.type === 'yes_no')
      return [
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]
    return field.choices.map((choice) => ({ value: choice.key, label: label(choice) }))
  }
  const shown = (field: Field, value: ShownValue) => {
    if (value === null || value === undefined) return undefined
    if (field.type === 'money' && typeof value === 'number') return format.money(value)
    if (field.type === 'number' && typeof value === 'number') return format.number(value)
    if (field.type === 'date') return format.dayTable(String(value))
    return undefined
  }
  return (data?.rows ?? []).map((field) => {
    const value = customer.account.custom[field.key] ?? null
    const text = writtenOf(field, value, format.currency)
    const as = shown(field, value)
    return (
      <Pair key={field.key} name={<span title={field.help ?? undefined}>{label(field)}</span>}>
        <InlineField
          label={label(field)}
          value={text}
          kind={kinds[field.type] ?? 'text'}
          {...(field.type === 'choice' || field.type === 'person' || field.type === 'yes_no'
            ? { choices: choices(field) }
            : {})}
          {...(as === undefined ? {} : { shown: as })}
          readOnly={!mayWrite}
          onSave={(next) => {
            const custom = { [field.key]: valueOf(field, next, format.currency) }
            void change({ custom }, { custom: { ...customer.account.custom, ...custom } })
          }}
        />
      </Pair>
    )
  })
}

// Money is written in major units, and kept in minor ones.
function writtenOf(field: Field, value: ShownValue, currency: string): string {
  if (value === null || value === undefined) return ''
  if (field.type === 'money' && typeof value === 'number') return String(value / moneyOf(1, currency).amount)
  return Array.isArray(value) ? value.join('、') : String(value)
}

function valueOf(field: Field, text: string, currency: string): number | string | boolean | string[] | null {
  if (text === '') return null
  if (field.type === 'number') return Number(text)
  if (field.type === 'money') return moneyOf(Number(text), currency).amount
  if (field.type === 'yes_no') return text === 'true'
  if (field.type === 'choices')
    return text
      .split(/[、,，]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return text
}

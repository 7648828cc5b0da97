import { ActionIcon } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isCurrency } from '#kernel/money.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { DayField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { revenue } from '../apis.ts'
import styles from './rates.module.css'

type Known = Awaited<ReturnType<typeof revenue.ledger.rates.call>>
type Rate = Known['rates'][number]

/** What other currencies were worth, with a form for one more. */
export function Rates() {
  const { t } = useTranslation('rates')
  const { data: known, error } = useQuery(revenue.ledger.rates.queryOptions())
  const may = useMay('fields.manage')
  if (error) return <ErrorState error={error} />
  if (!known) return <BoneLines widths={[40, 100]} height={40} />
  const { currency } = known
  return (
    <Section title={t('title')} note={t('lead', { currency })}>
      {known.rates.length > 0 ? (
        <RateTable known={known} may={may} />
      ) : (
        <EmptyState title={t('none')}>{t('noneText', { currency })}</EmptyState>
      )}
      {may ? <RateForm currency={currency} /> : null}
    </Section>
  )
}

/** Writes rates and has everything that follows from them asked for anew. */
function useRates() {
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: revenue.key() })
  return {
    put: (rate: Rate) => revenue.ledger.putRates.call({ rates: [rate] }).then(refresh),
    remove: ({ currency, on }: Rate) => revenue.ledger.removeRate.call({ currency, on }).then(refresh),
  }
}

function RateTable({ known, may }: { known: Known; may: boolean }) {
  const { t } = useTranslation('rates')
  const { put, remove } = useRates()
  const take = async (rate: Rate) => {
    await remove(rate)
    toast(t('removed'), { undo: () => put(rate) })
  }
  return (
    <table className={styles.rates}>
      <thead>
        <tr>
          <th scope="col">{t('currency')}</th>
          <th scope="col">{t('on')}</th>
          <th scope="col" data-end>
            {t('rate', { currency: known.currency })}
          </th>
          {may ? <td /> : null}
        </tr>
      </thead>
      <tbody>
        {known.rates.map((rate) => (
          <tr key={`${rate.currency} ${rate.on}`}>
            <th scope="row">{rate.currency}</th>
            <td>{rate.on}</td>
            <td data-end>{rate.rate}</td>
            {may ? (
              <td data-end>
                <ActionIcon variant="subtle" aria-label={t('remove', rate)} onClick={() => void take(rate)}>
                  <Icon name="close" />
                </ActionIcon>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RateForm({ currency: own }: { currency: string }) {
  const { t } = useTranslation('rates')
  const { put, remove } = useRates()
  const blank = { currency: own === 'USD' ? 'EUR' : 'USD', on: '', rate: '' }
  const form = useForm({
    initial: blank,
    check: ({ currency, on, rate }) => ({
      currency:
        currency.toUpperCase() === own ? t('own') : isCurrency(currency.toUpperCase()) ? undefined : t('currencyForm'),
      on: on ? undefined : t('onNeeded'),
      rate: /^\d{1,9}(\.\d{1,9})?$/.test(rate) && Number(rate) > 0 ? undefined : t('rateForm'),
    }),
    send: async (fields) => {
      const rate = { ...fields, currency: fields.currency.toUpperCase() }
      await put(rate)
      form.reset({ ...blank, currency: rate.currency })
      toast(t('added'), { undo: () => remove(rate) })
    },
  })
  return (
    <Form form={form} send={t('add')}>
      <FieldRow>
        <TextField form={form} name="currency" label={t('currency')} required />
        <DayField form={form} name="on" label={t('on')} required />
        <NumberField form={form} name="rate" label={t('rate', { currency: own })} required />
      </FieldRow>
    </Form>
  )
}

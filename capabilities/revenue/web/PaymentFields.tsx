import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PaymentTerms } from '#capabilities/revenue/core/paymentTerms.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, NumberField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { usePaymentWords } from './words.ts'

/** Payment terms as they are typed: the end of a month as `month_end 1`. */
export type PaymentValues = { payment: string; paymentDays: string; paymentText: string }

const monthEnds = [0, 1, 2, 3] as const

/** Payment terms that are there, to be changed. */
export function typedPayment(terms: PaymentTerms | null): PaymentValues {
  return {
    payment: terms === null ? '' : terms.kind === 'month_end' ? `month_end ${terms.months}` : terms.kind,
    paymentDays: terms?.kind === 'net' ? String(terms.days) : '30',
    paymentText: terms?.kind === 'text' ? terms.text : '',
  }
}

/** What was typed as payment terms; null: nothing is agreed, or nothing usable was typed yet. */
export function paymentOf({ payment, paymentDays, paymentText }: PaymentValues): PaymentTerms | null {
  const [kind, months] = payment.split(' ')
  if (kind === 'month_end') return { kind, months: Number(months) }
  if (kind === 'net') {
    const days = parseNumber(paymentDays)
    return isDays(days) ? { kind, days } : null
  }
  return kind === 'text' && paymentText.trim() ? { kind, text: paymentText.trim() } : null
}

const isDays = (days: number | null): days is number =>
  days !== null && Number.isInteger(days) && days >= 0 && days <= 365

/** What is wrong with payment terms that were typed. */
export function missingInPayment(values: PaymentValues, frame: TFunction) {
  const { payment, paymentDays, paymentText } = values
  return {
    paymentDays: payment === 'net' && !isDays(parseNumber(paymentDays)) ? frame('rules.not_a_number') : undefined,
    paymentText: payment === 'text' && !paymentText.trim() ? frame('rules.required') : undefined,
  }
}

/** The fields of payment terms. */
export function PaymentFields<Values extends PaymentValues>({ form: given }: { form: Form<Values> }) {
  const { t } = useTranslation('revenue')
  const words = usePaymentWords()
  // The form may hold more than payment terms: here only these fields are looked at.
  const form = given as unknown as Form<PaymentValues>
  const { payment } = form.values
  const other = payment.startsWith('month_end') ? Number(payment.split(' ')[1]) : 0
  const months = other > 3 ? [...monthEnds, other] : monthEnds
  return (
    <FieldRow>
      <ChoiceField
        form={form}
        name="payment"
        label={t('payment.title')}
        empty={t('unknown')}
        choices={[
          ...months.map((count) => ({
            value: `month_end ${count}`,
            label: words({ kind: 'month_end', months: count }),
          })),
          { value: 'net', label: t('payment.netChoice') },
          { value: 'text', label: t('payment.textChoice') },
        ]}
      />
      {payment === 'net' ? <NumberField form={form} name="paymentDays" label={t('payment.days')} required /> : null}
      {payment === 'text' ? <TextField form={form} name="paymentText" label={t('payment.text')} required /> : null}
    </FieldRow>
  )
}

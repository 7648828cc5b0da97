import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { CheckField, ChoiceField, DayField, NumberField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { ListPriceNote } from './ListPriceNote.tsx'
import type { PriceValues } from './price.ts'
import { useOffered } from './useOffered.ts'
import { useMoneyOf } from './words.ts'

/** The fields of a price; of a one-time line only what is paid once. */
export function PriceFields<Values extends PriceValues>({
  form: given,
  currency,
  product,
  once = false,
}: {
  form: Form<Values>
  currency: string
  /** The product that is priced: its plans and list prices are offered. */
  product: string
  once?: boolean
}) {
  const { t } = useTranslation('revenue')
  const money = useMoneyOf(currency)
  // The form may hold more than the price: here only these fields are looked at.
  const form = given as unknown as Form<PriceValues>
  const { plan, quantity, amount, amountOf, discount } = form.values
  const { plans, listPrice } = useOffered(product, plan)
  const sum = (parseNumber(quantity) ?? 0) * (parseNumber(amount) ?? 0)
  return (
    <>
      <FieldRow>
        <TextField form={form} name="plan" label={t('line.plan')} suggestions={plans} />
        <NumberField form={form} name="quantity" label={t('line.quantity')} />
      </FieldRow>
      <FieldRow>
        <NumberField
          form={form}
          name="amount"
          label={t(amountOf === 'unit' ? 'line.unitPrice' : 'line.amount')}
          help={amountOf === 'unit' ? t('line.total', { amount: money(moneyOf(sum, currency).amount) }) : undefined}
          suffix={currency}
          required
        />
        <ChoiceField
          form={form}
          name="amountOf"
          label={t('line.amountOf')}
          choices={(['total', 'unit'] as const).map((value) => ({ value, label: t(`line.of.${value}`) }))}
        />
      </FieldRow>
      <ListPriceNote form={form} listPrice={listPrice} currency={currency} />
      {once ? null : (
        <>
          <FieldRow>
            <NumberField form={form} name="count" label={t('line.interval')} />
            <ChoiceField
              form={form}
              name="unit"
              label={t('line.unit')}
              choices={(['month', 'year', 'week', 'day'] as const).map((value) => ({
                value,
                label: t(`units.${value}`),
              }))}
            />
          </FieldRow>
          <FieldRow>
            <ChoiceField
              form={form}
              name="discount"
              label={t('line.discount')}
              empty={t('line.noDiscount')}
              choices={(['percent', 'amount'] as const).map((value) => ({ value, label: t(`line.offBy.${value}`) }))}
            />
            {discount === '' ? null : (
              <>
                <NumberField
                  form={form}
                  name="off"
                  label={t('line.offLabel')}
                  suffix={discount === 'percent' ? '%' : currency}
                  required
                />
                <DayField form={form} name="offLast" label={t('line.offLast')} help={t('line.offForever')} />
              </>
            )}
          </FieldRow>
          <CheckField form={form} name="trial" label={t('line.trial')} help={t('line.trialHelp')} />
        </>
      )}
    </>
  )
}

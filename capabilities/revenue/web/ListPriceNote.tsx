import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import type { Form } from '#web/form/useForm.ts'
import type { ListPrice } from './catalogue/apis.ts'
import type { PriceValues } from './price.ts'
import { typed, useListPriceWords } from './words.ts'

/** The list price of what is typed, where there is one in the currency of the contract, and a button that takes it. */
export function ListPriceNote({
  form,
  listPrice,
  currency,
}: {
  form: Form<PriceValues>
  listPrice: ListPrice | null
  currency: string
}) {
  const { t } = useTranslation('revenue')
  const words = useListPriceWords()
  if (!listPrice || listPrice.currency !== currency) return null
  const { amount, intervalMonths, intervalUnit } = listPrice
  const isYears = intervalUnit === 'month' && intervalMonths % 12 === 0
  const taken: Partial<PriceValues> = {
    amountOf: (parseNumber(form.values.quantity) ?? 1) === 1 ? 'total' : 'unit',
    amount: typed(amount, currency),
    count: String(isYears ? intervalMonths / 12 : intervalMonths),
    unit: isYears ? 'year' : intervalUnit,
  }
  return (
    <p className="quiet small">
      {t('line.listPrice', { price: words(listPrice) })}{' '}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => {
          for (const [name, value] of Object.entries(taken)) form.set(name as 'amount', String(value))
        }}
      >
        {t('line.takeListPrice')}
      </Button>
    </p>
  )
}

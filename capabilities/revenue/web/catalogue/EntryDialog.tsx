import { useTranslation } from 'react-i18next'
import {
  type PlanKind,
  planKinds,
  type ProductKind,
  productKinds,
} from '#capabilities/revenue/core/catalogue/catalogue.ts'
import { isKnownCurrency } from '#capabilities/revenue/core/check.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { isCount } from '../price.ts'
import { typed } from '../words.ts'
import { catalogue, type ListPrice, type Plan, type Product } from './apis.ts'
import { useCatalogueMoves } from './useCatalogueMoves.ts'

type Values = { name: string; kind: string; amount: string; currency: string; count: string; unit: string }

/** A product, or a plan of `product`: made anew, or what is said of it changed. */
export function EntryDialog({
  product,
  entry,
  onClose,
}: {
  product: string | null
  entry: Product | Plan | null
  onClose: () => void
}) {
  const { t } = useTranslation('products')
  const { t: contracts } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const { workspace } = useSession()
  const { done } = useCatalogueMoves()
  const isPlan = product !== null
  const kinds: readonly (ProductKind | PlanKind)[] = isPlan ? planKinds : productKinds
  const form = useForm<Values>({
    initial: typedEntry(entry, kinds[0]!, workspace.currency),
    check: (values) => ({
      name: values.name.trim() ? undefined : frame('rules.required'),
      amount: values.amount && !((parseNumber(values.amount) ?? -1) >= 0) ? frame('rules.not_a_number') : undefined,
      currency: isKnownCurrency(values.currency.toUpperCase()) ? undefined : contracts('rules.unknown_currency'),
      count: isCount(parseNumber(values.count), values.unit) ? undefined : frame('rules.not_a_number'),
    }),
    send: async (values) => {
      const name = entry?.name ?? values.name.trim()
      const of = isPlan ? { product, plan: name } : { product: name, plan: null }
      const kind = kinds.find((one) => one === values.kind) ?? kinds[0]!
      await catalogue.put.call({ ...of, kind, price: priceOf(values), archived: entry?.archived ?? false })
      await done(t(entry ? 'done.saved' : 'done.added', { name }), () =>
        entry
          ? catalogue.put.call({ ...of, kind: entry.kind, price: entry.price, archived: entry.archived })
          : catalogue.remove.call(of),
      )
      onClose()
    },
  })
  const title = entry ? t('editTitle', { name: entry.name }) : isPlan ? t('addPlanTo', { name: product }) : t('add')
  return (
    <Dialog opened onClose={onClose} title={title} size={560}>
      <Form form={form} send={entry ? frame('save') : frame('add')} onCancel={onClose}>
        <FieldRow>
          {entry ? null : <TextField form={form} name="name" label={t('name')} required autoFocus />}
          <ChoiceField
            form={form}
            name="kind"
            label={t('kind')}
            choices={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            autoFocus={entry !== null}
          />
        </FieldRow>
        <FieldRow>
          <NumberField form={form} name="amount" label={t('price')} help={t('priceHelp')} />
          <TextField form={form} name="currency" label={contracts('currency')} />
        </FieldRow>
        <FieldRow>
          <NumberField form={form} name="count" label={contracts('line.interval')} />
          <ChoiceField
            form={form}
            name="unit"
            label={contracts('line.unit')}
            choices={(['month', 'year', 'week', 'day'] as const).map((value) => ({
              value,
              label: contracts(`units.${value}`),
            }))}
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}

function typedEntry(entry: Product | Plan | null, kind: string, currency: string): Values {
  const price = entry?.price ?? null
  const isYears = price !== null && price.intervalUnit === 'month' && price.intervalMonths % 12 === 0
  return {
    name: entry?.name ?? '',
    kind: entry?.kind ?? kind,
    amount: price ? typed(price.amount, price.currency) : '',
    currency: price?.currency ?? currency,
    count: String(price ? (isYears ? price.intervalMonths / 12 : price.intervalMonths) : 1),
    unit: price ? (isYears ? 'year' : price.intervalUnit) : 'month',
  }
}

/** The list price as it was typed; an empty amount is no list price. */
function priceOf({ amount, currency, count, unit }: Values): ListPrice | null {
  const major = parseNumber(amount)
  if (major === null) return null
  const money = moneyOf(major, currency.toUpperCase())
  const length = parseNumber(count) ?? 1
  return {
    ...money,
    intervalMonths: unit === 'year' ? length * 12 : length,
    intervalUnit: unit === 'day' || unit === 'week' ? unit : 'month',
  }
}

import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { isKnownCurrency } from '#capabilities/revenue/core/check.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat, useSession } from '#web/session.ts'
import { type Change, type Contract, revenue } from './apis.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { missingInPayment, PaymentFields, paymentOf, typedPayment } from './PaymentFields.tsx'
import { PriceFields } from './PriceFields.tsx'
import { freshPrice, missingIn, priceOf } from './price.ts'
import { useContractMoves } from './useContractMoves.ts'
import { useOffered } from './useOffered.ts'

const whole = (text: string): number | null => {
  const number = parseNumber(text)
  return number === null ? null : Math.round(number)
}

/** The terms of a contract; a new one is written down with its first line. */
export function ContractDialog({
  accountId,
  contract,
  onClose,
}: {
  accountId: string
  contract: Contract | null
  onClose: () => void
}) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const { workspace } = useSession()
  const format = useFormat()
  const { made } = useContractMoves()
  const form = useForm({
    initial: {
      name: contract?.name ?? '',
      currency: contract?.currency ?? workspace.currency,
      startOn: contract?.startOn ?? format.today(),
      lastOn: contract?.endOn ? format.addDays(contract.endOn, -1) : '',
      autoRenews: String(contract?.autoRenews ?? ''),
      noticeDays: String(contract?.noticeDays ?? ''),
      renewalMonths: String(contract?.renewalMonths ?? ''),
      ...typedPayment(contract?.paymentTerms ?? null),
      product: '',
      ...freshPrice,
    },
    check: (values) => ({
      startOn: values.startOn ? undefined : frame('rules.required'),
      lastOn: values.lastOn && values.lastOn < values.startOn ? t('endBeforeStart') : undefined,
      currency: isKnownCurrency(values.currency.toUpperCase()) ? undefined : t('rules.unknown_currency'),
      noticeDays: values.noticeDays && whole(values.noticeDays) === null ? frame('rules.not_a_number') : undefined,
      renewalMonths:
        values.renewalMonths && whole(values.renewalMonths) === null ? frame('rules.not_a_number') : undefined,
      ...missingInPayment(values, frame),
      ...(contract
        ? {}
        : {
            product: values.product.trim() ? undefined : frame('rules.required'),
            ...Object.fromEntries(missingIn(values).map((name) => [name, frame('rules.not_a_number')])),
          }),
    }),
    send: async () => {
      if (change?.to === 'contracts.update') {
        const { contract: changed, undo } = await revenue.update.call(change)
        await made(frame('saved'), () => revenue.update.call({ id: changed.id, ...undo }))
      }
      if (change?.to === 'contracts.create') {
        const { id } = await revenue.create.call({ ...change, id: change.accountId })
        await made(t('added'), () => revenue.archive.call({ id }))
      }
      onClose()
    },
  })
  const { values } = form
  const currency = values.currency.toUpperCase()
  const { products } = useOffered(values.product, values.plan)
  const change = changeOf()
  return (
    <ChangeDialog
      title={contract ? t('edit') : t('add')}
      send={contract ? frame('save') : frame('add')}
      form={form}
      change={change}
      onClose={onClose}
    >
      <FieldRow>
        <TextField form={form} name="name" label={t('name')} autoFocus />
        {contract ? null : <TextField form={form} name="currency" label={t('currency')} />}
      </FieldRow>
      <FieldRow>
        <DayField form={form} name="startOn" label={t('start')} required />
        <DayField form={form} name="lastOn" label={t('end')} help={t('endHelp')} />
      </FieldRow>
      <FieldRow>
        <ChoiceField
          form={form}
          name="autoRenews"
          label={t('autoRenews')}
          empty={t('unknown')}
          choices={[
            { value: 'true', label: t('auto') },
            { value: 'false', label: t('notAuto') },
          ]}
        />
        <NumberField form={form} name="noticeDays" label={t('noticeDays')} />
        <NumberField form={form} name="renewalMonths" label={t('renewalMonths')} />
      </FieldRow>
      <PaymentFields form={form} />
      {contract ? null : (
        <>
          <TextField form={form} name="product" label={t('line.product')} suggestions={products} required />
          <PriceFields
            form={form}
            currency={isKnownCurrency(currency) ? currency : workspace.currency}
            product={values.product}
          />
        </>
      )}
    </ChangeDialog>
  )

  function changeOf(): Change | null {
    if (!values.startOn || !isKnownCurrency(currency)) return null
    const terms = {
      name: values.name.trim() || null,
      startOn: values.startOn,
      endOn: values.lastOn ? format.addDays(values.lastOn, 1) : null,
      autoRenews: values.autoRenews === '' ? null : values.autoRenews === 'true',
      noticeDays: whole(values.noticeDays),
      renewalMonths: whole(values.renewalMonths),
      paymentTerms: paymentOf(values),
    }
    if (contract) return { to: 'contracts.update', id: contract.id, version: contract.version, ...terms }
    const price = priceOf(values, currency, format)
    if (!price || !values.product.trim()) return null
    const lines = [{ product: values.product, price: { ...price, startOn: values.startOn } }]
    return { to: 'contracts.create', accountId, ...terms, currency, lines }
  }
}

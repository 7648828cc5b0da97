import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { DayField, NumberField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { type Change, type Contract, revenue } from './apis.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { priceHolding } from './priceHolding.ts'
import { useContractMoves } from './useContractMoves.ts'
import { typed } from './words.ts'

type Props = { contract: Contract; onClose: () => void }

const monthsOf = (text: string) => {
  const months = parseNumber(text)
  return months !== null && Number.isInteger(months) && months >= 1 && months <= 240 ? months : null
}

/** Renews a contract for the next term, at the prices it has or at others; what is left empty ends with the term. */
export function RenewContractDialog({ contract, onClose }: Props) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { made } = useContractMoves()
  const from = contract.renewalOn ?? contract.endOn!
  const lines = contract.lines.flatMap((line) => {
    const price = priceHolding(line, format.addDays(from, -1))
    return line.kind === 'recurring' && price ? [{ ...line, price }] : []
  })
  const form = useForm<Record<string, string>>({
    initial: {
      months: String(contract.renewalMonths ?? 12),
      ...Object.fromEntries(
        lines.flatMap(({ id, price }) => [
          [`quantity ${id}`, String(price.quantity)],
          [`amount ${id}`, typed(price.amount, contract.currency)],
        ]),
      ),
    },
    check: (values) => ({
      months: monthsOf(values['months'] ?? '') ? undefined : t('renewing.monthsWrong'),
      ...Object.fromEntries(
        Object.entries(values)
          .filter(([name, text]) => name !== 'months' && text !== '' && parseNumber(text) === null)
          .map(([name]) => [name, frame('rules.not_a_number')]),
      ),
    }),
    send: async () => {
      if (change?.to !== 'contracts.renew') return
      const { undo } = await revenue.renew.call(change)
      await made(t('renewing.done'), () => revenue.revert.call({ id: contract.id, undo }))
      onClose()
    },
  })
  const { values } = form
  const months = monthsOf(values['months'] ?? '')
  const change: Change | null =
    months === null
      ? null
      : {
          to: 'contracts.renew',
          id: contract.id,
          from,
          months,
          prices: lines.map(({ id }) => ({
            lineId: id,
            quantity: parseNumber(values[`quantity ${id}`] ?? '') ?? 0,
            amount: values[`amount ${id}`]
              ? moneyOf(parseNumber(values[`amount ${id}`]!) ?? 0, contract.currency).amount
              : null,
          })),
        }
  return (
    <ChangeDialog
      title={t('renewing.title')}
      lead={t('renewing.lead', { day: format.dayPlain(from) })}
      send={t('renewing.send')}
      form={form}
      change={change}
      onClose={onClose}
    >
      <NumberField form={form} name="months" label={t('renewing.months')} required autoFocus />
      {lines.map(({ id, product, plan, price }) => (
        <FieldRow key={id}>
          <NumberField
            form={form}
            name={`quantity ${id}`}
            label={t('renewing.quantity', { product: [product, price.plan ?? plan].filter(Boolean).join(' ') })}
          />
          <NumberField form={form} name={`amount ${id}`} label={t('renewing.amount')} suffix={contract.currency} />
        </FieldRow>
      ))}
    </ChangeDialog>
  )
}

/** Ends a whole contract on a day, and says why. */
export function EndContractDialog({ contract, onClose }: Props) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { made } = useContractMoves()
  const end = contract.renewalOn ?? contract.endOn
  const form = useForm({
    initial: { lastOn: end ? format.addDays(end, -1) : format.today(), cancelledOn: format.today(), reason: '' },
    check: (values) => ({ lastOn: values.lastOn ? undefined : frame('rules.required') }),
    send: async () => {
      if (change?.to !== 'contracts.end') return
      const { undo } = await revenue.end.call(change)
      await made(t('closing.done'), () => revenue.revert.call({ id: contract.id, undo }))
      onClose()
    },
  })
  const { lastOn, cancelledOn, reason } = form.values
  const asked = { id: contract.id, cancelledOn: cancelledOn || null, reason: reason.trim() || null }
  const change: Change | null = lastOn ? { to: 'contracts.end', ...asked, on: format.addDays(lastOn, 1) } : null
  return (
    <ChangeDialog
      title={t('closing.title')}
      lead={t('closing.lead')}
      send={t('closing.send')}
      form={form}
      change={change}
      onClose={onClose}
    >
      <FieldRow>
        <DayField form={form} name="lastOn" label={t('end')} required autoFocus />
        <DayField form={form} name="cancelledOn" label={t('ending.cancelledOn')} help={t('closing.cancelledHelp')} />
      </FieldRow>
      <TextAreaField form={form} name="reason" label={t('closing.reason')} />
    </ChangeDialog>
  )
}

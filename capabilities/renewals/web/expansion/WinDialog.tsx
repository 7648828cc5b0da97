import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { OpportunityPage, Sold } from './apis.ts'
import { useAmounts } from './useAmounts.ts'
import styles from './expansion.module.css'
import { useExpansionMoves } from './useExpansionMoves.ts'

type Props = { opportunity: OpportunityPage; onDone: () => void; onClose: () => void }

const elsewhere = 'elsewhere'

/** Closes an opportunity as won and changes the contract with it: a line costs more from a day on, or there is another line. */
export function WinDialog({ opportunity, onDone, onClose }: Props) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const { win } = useExpansionMoves()
  const { contracts, kind } = opportunity
  const lines = contracts.flatMap((contract) => contract.lines.map((line) => ({ ...line, contract })))
  const first = kind === 'cross_sell' ? contracts[0] && `new ${contracts[0].id}` : lines[0] && `line ${lines[0].id}`
  const [where, line] = [first ?? elsewhere, lines[0]]
  const initial = kind === 'cross_sell' ? undefined : line
  const { written, minorOf, check } = useAmounts(contracts[0]?.currency ?? opportunity.currency)
  const form = useForm({
    initial: {
      where,
      product: opportunity.product ?? '',
      from: format.today(),
      quantity: String(initial?.quantity ?? 1),
      amount: initial ? written(initial.amount) : written(opportunity.amount),
    },
    check: (values) => ({
      amount: values.where === elsewhere ? undefined : (check(values.amount) ?? needed(values.amount)),
      quantity: parseNumber(values.quantity) === null ? t('amountWrong') : undefined,
      from: needed(values.from),
      product: values.where.startsWith('new ') ? needed(values.product) : undefined,
    }),
    send: async (values) => {
      await win(opportunity, soldOf(values))
      onDone()
    },
  })
  const needed = (text: string) => (text.trim() ? undefined : t('needed'))
  const [as, id = ''] = form.values.where.split(' ')

  function soldOf({ product, from, quantity, amount }: typeof form.values): Sold {
    const priced = { from, quantity: parseNumber(quantity) ?? 1, amount: minorOf(amount) ?? 0 }
    if (as === 'line') return { as: 'change', lineId: id, ...priced }
    if (as === 'new') return { as: 'line', contractId: id, product, plan: null, intervalMonths: 12, ...priced }
    return { as: 'elsewhere', contractId: contracts[0]?.id ?? null }
  }

  /** Another line stands at other figures. */
  const choose = (value: string) => {
    const chosen = lines.find((one) => value === `line ${one.id}`)
    form.set('where', value)
    form.set('quantity', String(chosen?.quantity ?? 1))
    form.set('amount', chosen ? written(chosen.amount) : written(opportunity.amount))
  }
  const chosen = lines.find((one) => one.id === id)
  return (
    <Dialog opened onClose={onClose} title={t('winning.title')} size={560}>
      <p className={styles.lead}>{t('winning.lead')}</p>
      <Form form={form} send={t('winning.send')} onCancel={onClose}>
        <ChoiceField
          form={{ ...form, set: (name, value) => (name === 'where' ? choose(value) : form.set(name, value)) }}
          name="where"
          label={t('winning.where')}
          choices={[
            ...lines.map((one) => ({
              value: `line ${one.id}`,
              label: t('winning.line', { product: [one.product, one.plan].filter(Boolean).join(' ') }),
            })),
            ...contracts.map((one) => ({
              value: `new ${one.id}`,
              label: t('winning.newLine', { contract: one.name ?? t('winning.contract') }),
            })),
            { value: elsewhere, label: t('winning.elsewhere') },
          ]}
        />
        {as === 'new' ? <TextField form={form} name="product" label={t('columns.product')} required /> : null}
        {as === elsewhere ? (
          <p className="quiet">{t('winning.elsewhereText')}</p>
        ) : (
          <>
            <FieldRow>
              <NumberField form={form} name="quantity" label={t('winning.quantity')} />
              <NumberField
                form={form}
                name="amount"
                label={t('winning.amount', { count: chosen?.intervalMonths ?? 12 })}
                required
              />
            </FieldRow>
            <DayField form={form} name="from" label={t('winning.from')} required />
          </>
        )}
      </Form>
    </Dialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Contract, revenue } from './apis.ts'

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
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: revenue.key() })
  const currency = contract?.currency ?? workspace.currency
  const form = useForm({
    initial: {
      name: contract?.name ?? '',
      startOn: contract?.startOn ?? format.today(),
      lastOn: contract?.endOn ? format.addDays(contract.endOn, -1) : '',
      autoRenews: contract?.autoRenews === null || contract === null ? '' : String(contract.autoRenews),
      noticeDays: contract?.noticeDays === null || contract === null ? '' : String(contract.noticeDays),
      product: '',
      plan: '',
      quantity: '1',
      amount: '',
      intervalMonths: '12',
    },
    check: (values) => ({
      startOn: values.startOn ? undefined : frame('rules.required'),
      lastOn: values.lastOn && values.lastOn < values.startOn ? t('endBeforeStart') : undefined,
      noticeDays: values.noticeDays && whole(values.noticeDays) === null ? frame('rules.not_a_number') : undefined,
      product: contract || values.product.trim() ? undefined : frame('rules.required'),
      amount: contract || parseNumber(values.amount) !== null ? undefined : frame('rules.not_a_number'),
    }),
    send: async (values) => {
      const terms = {
        name: values.name.trim() || null,
        startOn: values.startOn,
        endOn: values.lastOn ? format.addDays(values.lastOn, 1) : null,
        autoRenews: values.autoRenews === '' ? null : values.autoRenews === 'true',
        noticeDays: whole(values.noticeDays),
      }
      if (contract) {
        const { undo } = await revenue.update.call({ id: contract.id, version: contract.version, ...terms })
        toast(frame('saved'), { undo: () => revenue.update.call({ id: contract.id, ...undo }).then(refresh) })
      } else {
        const made = await revenue.create.call({
          id: accountId,
          ...terms,
          lines: [
            {
              product: values.product,
              plan: values.plan.trim() || null,
              price: {
                startOn: values.startOn,
                quantity: parseNumber(values.quantity) ?? 1,
                amount: moneyOf(parseNumber(values.amount) ?? 0, currency).amount,
                intervalMonths: Number(values.intervalMonths),
              },
            },
          ],
        })
        toast(t('added'), { undo: () => revenue.archive.call({ id: made.id }).then(refresh) })
      }
      await refresh()
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={contract ? t('edit') : t('add')} size={560}>
      <Form form={form} send={contract ? frame('save') : frame('add')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('name')} autoFocus />
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
        </FieldRow>
        {contract ? null : (
          <>
            <FieldRow>
              <TextField form={form} name="product" label={t('line.product')} required />
              <TextField form={form} name="plan" label={t('line.plan')} />
            </FieldRow>
            <FieldRow>
              <NumberField form={form} name="quantity" label={t('line.quantity')} />
              <NumberField form={form} name="amount" label={t('line.amount')} suffix={currency} required />
              <ChoiceField
                form={form}
                name="intervalMonths"
                label={t('line.interval')}
                choices={[1, 3, 6, 12, 24, 36].map((months) => ({
                  value: String(months),
                  label: t('line.months', { count: months }),
                }))}
              />
            </FieldRow>
          </>
        )}
      </Form>
    </Dialog>
  )
}

import { useTranslation } from 'react-i18next'
import { expansionKinds, type ExpansionKind } from '#capabilities/renewals/core/expansion/words.ts'
import { AccountField } from '#web/form/AccountField.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { accountsFound } from './apis.ts'
import { useAmounts } from './useAmounts.ts'
import { useExpansionMoves } from './useExpansionMoves.ts'

/** What is known already where it is begun: of whom, and for which product. */
export type Begun = { account: { id: string; name: string }; product?: string; amount?: number | null }

/** Writes an opportunity down by hand. */
export function NewDialog({ begun, onClose }: { begun?: Begun; onClose: () => void }) {
  const { t } = useTranslation('expansion')
  const { currency } = useFormat()
  const { create } = useExpansionMoves()
  const { written, minorOf, check } = useAmounts(currency)
  const needed = (text: string) => (text.trim() ? undefined : t('needed'))
  const form = useForm({
    initial: {
      accountId: begun?.account.id ?? '',
      kind: begun?.product ? 'cross_sell' : 'upsell',
      product: begun?.product ?? '',
      amount: written(begun?.amount ?? null),
      expectedOn: '',
      nextStep: '',
      note: '',
    },
    check: ({ accountId, kind, product, amount }) => ({
      accountId: needed(accountId),
      product: kind === 'cross_sell' ? needed(product) : undefined,
      amount: check(amount),
    }),
    send: async ({ accountId, kind, product, amount, expectedOn, nextStep, note }) => {
      await create({
        accountId,
        kind: kind as ExpansionKind,
        product: product.trim() || null,
        amount: minorOf(amount),
        expectedOn: expectedOn || null,
        nextStep,
        note,
      })
      onClose()
    },
  })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={begun ? t('new.of', { name: begun.account.name }) : t('new.title')}
      size={560}
    >
      <Form form={form} send={t('new.send')} onCancel={onClose}>
        {begun ? null : <AccountField form={form} find={accountsFound} />}
        <FieldRow>
          <ChoiceField
            form={form}
            name="kind"
            label={t('columns.kind')}
            choices={expansionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <TextField
            form={form}
            name="product"
            label={t('columns.product')}
            required={form.values.kind === 'cross_sell'}
          />
        </FieldRow>
        <FieldRow>
          <NumberField form={form} name="amount" label={t('page.amount')} suffix={currency} />
          <DayField form={form} name="expectedOn" label={t('page.expectedOn')} />
        </FieldRow>
        <TextField form={form} name="nextStep" label={t('columns.nextStep')} />
        <TextAreaField form={form} name="note" label={t('page.note')} rows={2} />
      </Form>
    </Dialog>
  )
}

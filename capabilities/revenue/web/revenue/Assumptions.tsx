import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { majorUnits, moneyOf } from '#kernel/money.ts'
import { Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Lifetime, measures } from './apis.ts'

type Given = Lifetime['assumptions']

/** Enters margin, discount and what winning customers cost; an empty field says nothing. */
export function Assumptions({ assumptions, onClose }: { assumptions: Given; onClose: () => void }) {
  const { t } = useTranslation('revenuePage')
  const { t: frame } = useTranslation('web')
  const { currency } = useFormat()
  const queries = useQueryClient()
  const save = useMutation(
    measures.assume.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: measures.key() }) }),
  )
  const text = (value: number | null) => (value === null ? '' : String(value))
  const number = (value: string) => (value.trim() === '' ? null : Number(value))
  const form = useForm({
    initial: {
      marginPercent: text(assumptions.marginPercent),
      discountPercent: text(assumptions.discountPercent),
      acquisitionCost: text(
        assumptions.acquisitionCost === null ? null : majorUnits({ amount: assumptions.acquisitionCost, currency }),
      ),
    },
    send: async ({ marginPercent, discountPercent, acquisitionCost }) => {
      const cost = number(acquisitionCost)
      const { before } = await save.mutateAsync({
        marginPercent: number(marginPercent),
        discountPercent: number(discountPercent),
        acquisitionCost: cost === null ? null : moneyOf(cost, currency).amount,
      })
      toast(t('lifetime.assumptions.saved'), { undo: () => save.mutateAsync(before) })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('lifetime.assumptions.title')}>
      <Form form={form} send={frame('save')} onCancel={onClose}>
        <NumberField form={form} name="marginPercent" label={t('lifetime.assumptions.margin')} suffix="%" />
        <NumberField form={form} name="discountPercent" label={t('lifetime.assumptions.discount')} suffix="%" />
        <NumberField
          form={form}
          name="acquisitionCost"
          label={t('lifetime.assumptions.cost')}
          help={t('lifetime.assumptions.costHelp')}
          suffix={currency}
        />
      </Form>
    </Dialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { everything, type Purpose, purposes } from '#capabilities/outreach/core/delivery/purposes.ts'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'

type Stopped = Purpose | typeof everything
const choosable: readonly Stopped[] = [everything, ...purposes]
const initial: { address: string; purpose: Stopped; detail: string } = { address: '', purpose: everything, detail: '' }

/** Leaves an address alone, by hand. */
export function StopDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('mail')
  const queries = useQueryClient()
  const form = useForm({
    initial,
    check: ({ address }) => ({
      address: /^\S+@\S+\.\S+$/.test(address.trim()) ? undefined : t('rules.mail.address_form'),
    }),
    send: async ({ address, purpose, detail }) => {
      const given = { address: address.trim(), purpose, detail: detail.trim() }
      const { isNew } = await mail.suppress.call(given)
      await queries.invalidateQueries({ queryKey: mail.key() })
      const undo = async () => {
        await mail.unsuppress.call(given)
        await queries.invalidateQueries({ queryKey: mail.key() })
      }
      toast(t(isNew ? 'stops.done' : 'stops.already', { address: given.address }), isNew ? { undo } : {})
      onClose()
    },
  })
  const choices = choosable.map((value) => ({ value, label: t(`purposes.${value}`) }))
  return (
    <Dialog opened onClose={onClose} title={t('stops.dialog')}>
      <Form form={form} send={t('stops.save')} onCancel={onClose}>
        <TextField form={form} name="address" type="email" label={t('stops.address')} required autoFocus />
        <ChoiceField form={form} name="purpose" label={t('stops.purpose')} choices={choices} />
        <TextField form={form} name="detail" label={t('stops.detail')} />
      </Form>
    </Dialog>
  )
}

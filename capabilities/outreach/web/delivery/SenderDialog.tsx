import { useTranslation } from 'react-i18next'
import type { Sender } from '#capabilities/outreach/contract/delivery.ts'
import { TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { useSettings } from './useSettings.ts'

/** A sender: what customers see, and what the law asks to state. */
export function SenderDialog({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const keep = useSettings()
  const form = useForm({
    initial: {
      name: sender?.name ?? '',
      address: sender?.address ?? '',
      replyTo: sender?.replyTo ?? '',
      company: sender?.company ?? '',
      postalAddress: sender?.postalAddress ?? '',
      contact: sender?.contact ?? '',
    },
    check: ({ name, address }) => ({
      name: name.trim() === '' ? t('senders.needed') : undefined,
      address: /^\S+@\S+\.\S+$/.test(address.trim()) ? undefined : t('rules.mail.address_form'),
    }),
    send: async ({ replyTo, ...values }) => {
      const given = { ...values, replyTo: replyTo.trim() === '' ? null : replyTo.trim() }
      const next = sender
        ? await mail.putSender.call({ ...given, id: sender.id, version: sender.version })
        : await mail.addSender.call(given)
      keep(next)
      toast(t('server.saved'))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('senders.dialog')}>
      <Form form={form} send={t('senders.save')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('senders.name')} help={t('senders.nameHelp')} required autoFocus />
        <TextField form={form} name="address" type="email" label={t('senders.address')} required />
        <TextField
          form={form}
          name="replyTo"
          type="email"
          label={t('senders.replyTo')}
          help={t('senders.replyToHelp')}
        />
        <fieldset className={styles.law}>
          <legend>{t('senders.law')}</legend>
          <p className="quiet small">{t('senders.lawText')}</p>
          <TextField form={form} name="company" label={t('senders.company')} />
          <TextField form={form} name="postalAddress" label={t('senders.postalAddress')} />
          <TextField form={form} name="contact" label={t('senders.contact')} help={t('senders.contactHelp')} />
        </fieldset>
      </Form>
    </Dialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BillingSource } from '#capabilities/revenue/contract/billing.ts'
import { TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { billing } from './apis.ts'
import styles from './billing.module.css'
import { Copied } from './Copied.tsx'

/** How a source is connected with Stripe, and the secret that Stripe signs with. */
export function SecretDialog({ source, onClose }: { source: BillingSource | null; onClose: () => void }) {
  const { t } = useTranslation('billing')
  return (
    <Dialog opened={source !== null} onClose={onClose} title={t('secret.title')}>
      {source ? <SecretForm source={source} onClose={onClose} /> : null}
    </Dialog>
  )
}

function SecretForm({ source, onClose }: { source: BillingSource; onClose: () => void }) {
  const { t } = useTranslation('billing')
  const queries = useQueryClient()
  const form = useForm({
    initial: { secret: '' },
    check: ({ secret }) => ({
      secret: /^whsec_[A-Za-z0-9+/=_-]{8,}$/.test(secret.trim()) ? undefined : t('secret.form'),
    }),
    send: async ({ secret }) => {
      await billing.putSecret.call({ id: source.id, secret: secret.trim() })
      await queries.invalidateQueries({ queryKey: billing.key() })
      toast(t('secret.done'))
      onClose()
    },
  })
  return (
    <Form form={form} send={t('secret.send')} onCancel={onClose}>
      <ol className={styles.steps}>
        <li>
          {t('secret.steps.address')}
          <Copied label={t('address')} value={source.address} />
        </li>
        <li>{t('secret.steps.events')}</li>
        <li>{t('secret.steps.secret')}</li>
      </ol>
      <TextField
        form={form}
        name="secret"
        label={t('secret.label')}
        help={t('secret.help')}
        placeholder="whsec_…"
        required
        autoFocus
      />
    </Form>
  )
}

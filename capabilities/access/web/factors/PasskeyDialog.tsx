import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { access } from '../access.ts'
import { isDeclined, makePasskey } from '../proof/passkey.ts'
import styles from './factors.module.css'

/** Has the browser make a passkey, and keeps it under a name. */
export function PasskeyDialog({
  onClose,
  onAdded,
}: {
  onClose: () => void
  onAdded: (name: string, recoveryCodes: readonly string[] | null) => Promise<void>
}) {
  const { t } = useTranslation('access')
  const [declined, setDeclined] = useState(false)
  const form = useForm({
    initial: { name: t('factors.passkeyName') },
    check: ({ name }) => ({ name: name.trim() === '' ? t('factors.needed') : undefined }),
    send: async ({ name }) => {
      setDeclined(false)
      const { ticket, asked } = await access.factors.beginPasskey.call()
      const passkey = await makePasskey(asked).catch((error: unknown) => {
        if (!isDeclined(error)) throw error
        setDeclined(true)
        return null
      })
      if (!passkey) return
      const { recoveryCodes } = await access.factors.endPasskey.call({ ticket, passkey, name })
      await onAdded(name, recoveryCodes)
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('factors.passkeyTitle')}>
      <Form form={form} send={t('factors.passkeySend')} onCancel={onClose}>
        <div className={styles.scan}>
          <p>{t('factors.passkeyLead')}</p>
          {declined ? <p role="alert">{t('proof.declined')}</p> : null}
        </div>
        <TextField form={form} name="name" label={t('factors.name')} help={t('factors.nameHelp')} />
      </Form>
    </Dialog>
  )
}

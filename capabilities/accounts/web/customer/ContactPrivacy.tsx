import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { privacyContract } from '#capabilities/access/contract/privacy.ts'
import { api } from '#web/client.ts'
import { errorText } from '#web/problemText.ts'
import { download } from '#web/proof.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Contact } from './apis.ts'
import styles from './Customer.module.css'

const privacy = api<typeof privacyContract>('privacy')

/** For administrators: all that is kept about a contact as a file, and its erasure. */
export function ContactPrivacy({ contact, onErased }: { contact: Contact; onErased: () => void }) {
  const { t } = useTranslation(['customer', 'web'])
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const at = `/api/v1/privacy/contacts/${contact.id}/export`
  const take = (href: string) => download(href).catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
  const erase = async () => {
    setBusy(true)
    try {
      await privacy.erase.call({ id: contact.id, name })
      toast(t('people.privacy.erased'))
      onErased()
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
      setBusy(false)
    }
  }
  return (
    <div className={styles.privacy}>
      <Button variant="subtle" size="xs" onClick={() => void take(`${at}?format=html`)}>
        {t('people.privacy.exportPage')}
      </Button>
      <Button variant="subtle" size="xs" onClick={() => void take(at)}>
        {t('people.privacy.exportJson')}
      </Button>
      <Button variant="subtle" color="red" size="xs" onClick={() => setOpen(true)}>
        {t('people.privacy.erase')}
      </Button>
      <Dialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('people.privacy.title', { name: contact.name })}
        footer={
          <>
            <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
              {t('web:cancel')}
            </Button>
            <Button
              color="red"
              loading={busy}
              disabled={name.trim() !== contact.name.trim()}
              onClick={() => void erase()}
            >
              {t('people.privacy.confirm')}
            </Button>
          </>
        }
      >
        <p>{t('people.privacy.text')}</p>
        <TextInput
          label={t('people.privacy.write', { name: contact.name })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Dialog>
    </div>
  )
}

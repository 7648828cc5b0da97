import { useTranslation } from 'react-i18next'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ShownOnce } from '#web/ui/ShownOnce.tsx'

/** Shows a signing secret that was just made, this once. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  return (
    <Dialog opened={secret !== null} onClose={onClose} title={t('secretTitle')}>
      <ShownOnce
        label={t('secret')}
        value={secret ?? ''}
        text={t('secretText')}
        copy={t('copySecret')}
        done={t('done')}
        onClose={onClose}
      />
    </Dialog>
  )
}

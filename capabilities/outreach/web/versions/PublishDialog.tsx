import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'

/** Asks why something is published as its next version, and publishes it. */
export function PublishDialog({
  version,
  onPublish,
  onClose,
}: {
  version: number
  onPublish: (note: string) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation('outreach')
  const form = useForm({ initial: { note: '' }, send: async ({ note }) => onPublish(note.trim()) })
  return (
    <Dialog opened onClose={onClose} title={t('publish.title', { version })}>
      <Form form={form} send={t('publish.send')} onCancel={onClose}>
        <TextField form={form} name="note" label={t('publish.note')} autoFocus />
      </Form>
    </Dialog>
  )
}

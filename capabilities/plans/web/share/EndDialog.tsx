import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { DayField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { SharedLink } from './apis.ts'
import { useShare } from './useShare.ts'

/** Changes until when a link opens. */
export function EndDialog({ planId, link, onClose }: { planId: string; link: SharedLink; onClose: () => void }) {
  const { t } = useTranslation(['planShare', 'web'])
  const { setEnd } = useShare(planId)
  const form = useForm({
    initial: { expiresOn: link.expiresOn },
    check: ({ expiresOn }) => ({ expiresOn: expiresOn ? undefined : t('needed') }),
    send: async ({ expiresOn }) => {
      await setEnd(link, expiresOn)
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('end')}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <DayField form={form} name="expiresOn" label={t('endLabel')} help={t('endHelp')} required />
      </Form>
    </Dialog>
  )
}

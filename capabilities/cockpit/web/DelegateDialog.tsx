import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Cta } from './apis.ts'
import { useCtaMoves } from './useCtaMoves.ts'
import { useOwners } from './useOwners.ts'

/** Gives a CTA to somebody else, to oneself, or to nobody. */
export function DelegateDialog({ cta, onClose }: { cta: Cta; onClose: () => void }) {
  const { t } = useTranslation('cockpit')
  const { personId } = useSession()
  const { delegate } = useCtaMoves()
  const owners = useOwners()
  const form = useForm({
    initial: { ownerId: cta.owner?.id === personId ? '' : personId },
    send: async ({ ownerId }) => {
      await delegate(cta, ownerId || null)
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('delegate.title')}>
      <Form form={form} send={t('delegate.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="ownerId"
          label={t('delegate.to')}
          empty={t('delegate.nobody')}
          choices={owners}
          autoFocus
        />
      </Form>
    </Dialog>
  )
}

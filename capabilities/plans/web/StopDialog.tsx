import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Plan, Step } from './apis.ts'
import { usePlanMoves } from './usePlanMoves.ts'

/** Stops a plan, with the reason. */
export function StopDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation('plans')
  const { stop } = usePlanMoves()
  return (
    <ReasonDialog
      title={t('menu.stop')}
      label={t('stopReason')}
      send={t('menu.stop')}
      onSend={(reason) => stop(plan, reason)}
      onClose={onClose}
    />
  )
}

/** Leaves a step out, with the reason. */
export function SkipDialog({ step, onClose }: { step: Step; onClose: () => void }) {
  const { t } = useTranslation('plans')
  const { language, today } = useFormat()
  const { skip } = usePlanMoves()
  return (
    <ReasonDialog
      title={inLanguage(step.name, language)}
      label={t('skipReason')}
      send={t('step.skip')}
      onSend={(reason) => skip(step, { is: 'skipped', on: today(), reason })}
      onClose={onClose}
    />
  )
}

function ReasonDialog({
  title,
  label,
  send,
  onSend,
  onClose,
}: {
  title: string
  label: string
  send: string
  onSend: (reason: string) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation('plans')
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() ? undefined : t('needed') }),
    send: async ({ reason }) => {
      await onSend(reason.trim())
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Form form={form} send={send} onCancel={onClose}>
        <TextField form={form} name="reason" label={label} required autoFocus />
      </Form>
    </Dialog>
  )
}

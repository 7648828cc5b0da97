import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Column } from './apis.ts'
import type { Moving } from './Board.tsx'
import { useBoardMove } from './useBoardMove.ts'

/** Asks why a customer is put into another phase, and does it. */
export function MoveCard({
  moving: { card, to },
  columns,
  onMoved,
  onClose,
}: {
  moving: Moving
  columns: readonly Column[]
  onMoved: (account: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('following')
  const { language } = useFormat()
  const move = useBoardMove()
  const label = columns.find(({ phase }) => phase === to)?.label
  const phase = label ? inLanguage(label, language) : to
  const form = useForm({
    initial: { reason: card.mayLeave ? t('moving.criteriaHold') : '' },
    check: ({ reason }) => ({ reason: reason.trim() ? undefined : t('moving.reasonMissing') }),
    send: async ({ reason }) => {
      await move(card, to, phase, reason.trim())
      onMoved(card.account.id)
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('moving.title', { name: card.account.name, phase })}>
      <Form form={form} send={t('moving.send')} onCancel={onClose}>
        <TextAreaField
          form={form}
          name="reason"
          label={t('moving.reason')}
          help={t('moving.reasonHelp')}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  )
}

import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Path } from './apis.ts'
import { useMoves } from './useMoves.ts'

/** Puts an account into another phase by hand: forward or back, with a reason. */
export function MoveDialog({ path, onClose }: { path: Path; onClose: () => void }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const { move } = useMoves(path)
  const others = path.phases.filter((phase) => phase.key !== path.current?.phase)
  const form = useForm({
    initial: { phase: path.current?.next ?? others[0]?.key ?? '', reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() ? undefined : t('moving.reasonMissing') }),
    send: async ({ phase, reason }) => {
      await move(phase, reason.trim())
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('moving.title')}>
      <Form form={form} send={t('moving.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="phase"
          label={t('moving.phase')}
          choices={others.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
        />
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

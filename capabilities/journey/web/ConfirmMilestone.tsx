import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Milestone, Path } from './apis.ts'
import { useMoves } from './useMoves.ts'

const sources = ['person', 'customer'] as const
const evidences = ['usage', 'customer', 'visit'] as const

/** Takes down that a milestone is reached: by whose word, and how it was seen. */
export function ConfirmMilestone({
  path,
  milestone,
  onClose,
}: {
  path: Path
  milestone: Milestone
  onClose: () => void
}) {
  const { t } = useTranslation('journey')
  const { language, today } = useFormat()
  const { confirm } = useMoves(path)
  const form = useForm({
    initial: { source: 'person', evidence: '', evidenceOn: String(today()), note: '' },
    send: async ({ source, evidence, evidenceOn, note }) => {
      const seenBy = evidences.find((one) => one === evidence)
      await confirm({
        milestone: milestone.key,
        source: source === 'customer' ? 'customer' : 'person',
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(seenBy ? { evidence: seenBy, ...(evidenceOn ? { evidenceOn } : {}) } : {}),
      })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={inLanguage(milestone.label, language)}>
      <Form form={form} send={t('milestone.confirm')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="source"
          label={t('milestone.who')}
          choices={sources.map((value) => ({ value, label: t(`milestone.whos.${value}`) }))}
        />
        <ChoiceField
          form={form}
          name="evidence"
          label={t('milestone.evidence')}
          empty={t('milestone.evidenceNone')}
          choices={evidences.map((value) => ({ value, label: t(`milestone.evidences.${value}`) }))}
        />
        {form.values.evidence ? <DayField form={form} name="evidenceOn" label={t('milestone.evidenceOn')} /> : null}
        <TextAreaField form={form} name="note" label={t('milestone.note')} help={t('milestone.evidenceHelp')} />
      </Form>
    </Dialog>
  )
}
